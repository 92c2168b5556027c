namespace Generated.Kernels.Benchmarks;

/// <summary>The command line is wrong, as the message says.</summary>
sealed class UsageException(string message) : Exception(message);
