using Xunit.Abstractions;
using Xunit.Sdk;

namespace Generated.Kernels.Tests;

/// <summary>Ends a <see cref="SkippableFactAttribute"/> test as skipped, with a reason.</summary>
sealed class SkipException(string reason) : Exception(reason);

/// <summary>A test that may find, while it runs, that the machine lacks something: it throws <see cref="SkipException"/>.</summary>
[XunitTestCaseDiscoverer("Generated.Kernels.Tests.SkippableFactDiscoverer", "Generated.Kernels.Tests")]
[AttributeUsage(AttributeTargets.Method)]
sealed class SkippableFactAttribute : FactAttribute;

/// <summary>Makes the test cases.</summary>
sealed class SkippableFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo attribute) =>
        [new SkippableTestCase(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)];
}

/// <summary>Runs one test and reports a <see cref="SkipException"/> as what it is.</summary>
sealed class SkippableTestCase : XunitTestCase
{
    [Obsolete("For the deserializer.")]
    public SkippableTestCase()
    {
    }

    public SkippableTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method)
        : base(diagnostics, display, displayOptions, method)
    {
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        using var bus = new SkipMessageBus(messageBus);
        var summary = await base.RunAsync(diagnosticMessageSink, bus, constructorArguments, aggregator, cancellationTokenSource);
        summary.Failed -= bus.Skipped;
        summary.Skipped += bus.Skipped;
        return summary;
    }

    /// <summary>Turns failures by <see cref="SkipException"/> into skipped tests.</summary>
    sealed class SkipMessageBus(IMessageBus inner) : IMessageBus
    {
        public int Skipped { get; private set; }

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is not ITestFailed failed || failed.ExceptionTypes[0] != typeof(SkipException).FullName)
                return inner.QueueMessage(message);
            Skipped++;
            return inner.QueueMessage(new TestSkipped(failed.Test, failed.Messages[0]));
        }

        public void Dispose()
        {
        }
    }
}
