// Registers and the stack frames of the driver hold large structs; to clear them first took a tenth of a small call.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
