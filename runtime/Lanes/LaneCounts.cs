namespace Generated.Kernels.CompilerServices;

/// <summary>A number of positions or vectors that the compiler sees as a constant.</summary>
interface ICount
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }
}

/// <summary>The numbers.</summary>
static class LaneCounts
{
    public readonly struct None : ICount
    {
        public static int Count => 0;
    }

    public readonly struct One : ICount
    {
        public static int Count => 1;
    }

    public readonly struct Two : ICount
    {
        public static int Count => 2;
    }

    public readonly struct Three : ICount
    {
        public static int Count => 3;
    }

    public readonly struct Four : ICount
    {
        public static int Count => 4;
    }

    public readonly struct Five : ICount
    {
        public static int Count => 5;
    }

    public readonly struct Six : ICount
    {
        public static int Count => 6;
    }

    public readonly struct Seven : ICount
    {
        public static int Count => 7;
    }

    public readonly struct Eight : ICount
    {
        public static int Count => 8;
    }

    public readonly struct Nine : ICount
    {
        public static int Count => 9;
    }

    public readonly struct Ten : ICount
    {
        public static int Count => 10;
    }

    public readonly struct Eleven : ICount
    {
        public static int Count => 11;
    }

    public readonly struct Twelve : ICount
    {
        public static int Count => 12;
    }

    public readonly struct Thirteen : ICount
    {
        public static int Count => 13;
    }

    public readonly struct Fourteen : ICount
    {
        public static int Count => 14;
    }

    public readonly struct Fifteen : ICount
    {
        public static int Count => 15;
    }

    public readonly struct Sixteen : ICount
    {
        public static int Count => 16;
    }
}
