namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit init-only members on .NET Standard 2.0.</summary>
static class IsExternalInit;
