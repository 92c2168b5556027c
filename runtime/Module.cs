// The driver's frames hold large structs, and to clear them first took a tenth of a small call. What must be zero is cleared where it is declared.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
