using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Generator;

/// <summary>The types that a parameter may have; <c>T</c> is the element type.</summary>
internal enum ParameterShape
{
    Int,
    ReadOnlySpan,
    Span,
    ReadOnlyTensorSpan,
    TensorSpan,
    Tensor,
    PackedWeights,
}

/// <summary>Recognises the parameters of an annotated method by name and type, in any order.</summary>
internal sealed class ParameterReader
{
    // The shapes of the span form; see ShapeIn for the tensor form.
    static readonly (string Name, ParameterRole Role, ParameterShape Shape)[] known =
    [
        ("input", ParameterRole.Input, ParameterShape.ReadOnlySpan),
        ("weight", ParameterRole.Weight, ParameterShape.ReadOnlySpan),
        ("weights", ParameterRole.Weights, ParameterShape.PackedWeights),
        ("bias", ParameterRole.Bias, ParameterShape.ReadOnlySpan),
        ("residual", ParameterRole.Residual, ParameterShape.ReadOnlySpan),
        ("output", ParameterRole.Output, ParameterShape.Span),
        ("batch", ParameterRole.Batch, ParameterShape.Int),
        ("inChannels", ParameterRole.InChannels, ParameterShape.Int),
        ("outChannels", ParameterRole.OutChannels, ParameterShape.Int),
        ("length", ParameterRole.Length, ParameterShape.Int),
        ("depth", ParameterRole.Depth, ParameterShape.Int),
        ("height", ParameterRole.Height, ParameterShape.Int),
        ("width", ParameterRole.Width, ParameterShape.Int),
        ("maxDegreeOfParallelism", ParameterRole.MaxDegreeOfParallelism, ParameterShape.Int),
    ];

    readonly IMethodSymbol method;
    readonly MethodForm form;
    readonly bool isTensor;
    readonly int rank;
    readonly AttributeValues? attribute;
    readonly List<Problem> problems;
    readonly HashSet<ParameterRole> present = [];
    ITypeSymbol? element;
    bool hasErrorType;

    ParameterReader(IMethodSymbol method, MethodForm form, ITypeSymbol? element, int rank, AttributeValues? attribute, List<Problem> problems)
    {
        this.method = method;
        this.form = form;
        this.element = element;
        this.rank = rank;
        this.attribute = attribute;
        this.problems = problems;
        isTensor = form == MethodForm.Kernel && (ReturnsTensor || FirstOperandIsTensor());
    }

    bool ReturnsTensor => form == MethodForm.Kernel && !method.ReturnsVoid;

    /// <summary>Reads the parameters.</summary>
    /// <param name="method">The method.</param>
    /// <param name="form">What it does.</param>
    /// <param name="returned">The element type of the packed weights or the tensor that it returns, if it does.</param>
    /// <param name="rank">The number of spatial axes, or 0 where the attribute does not tell.</param>
    /// <param name="attribute">The attribute's values, or null where they are invalid.</param>
    /// <param name="problems">Where violated rules are added.</param>
    /// <param name="element">The element type.</param>
    /// <param name="isTensor">Whether the operands are tensors.</param>
    /// <returns>The roles in the order of declaration, or null where a rule is violated.</returns>
    public static ParameterRole[]? Read(IMethodSymbol method, MethodForm form, ITypeSymbol? returned, int rank,
        AttributeValues? attribute, List<Problem> problems, out ElementType element, out bool isTensor)
    {
        int before = problems.Count;
        var reader = new ParameterReader(method, form, returned, rank, attribute, problems);
        var roles = reader.Recognise();
        element = reader.Element();
        isTensor = reader.isTensor;
        reader.CheckMissing();
        reader.CheckTwice();
        return reader.hasErrorType || problems.Count > before ? null : roles;
    }

    /// <summary>The names of the spatial sizes, outermost first.</summary>
    public static string[] SpatialNames(int rank) => rank switch
    {
        1 => ["length"],
        2 => ["height", "width"],
        3 => ["depth", "height", "width"],
        _ => [],
    };

    /// <summary>The type of a parameter in a role, as the emitted code writes it.</summary>
    public static string TypeText(ParameterRole role, ElementType element, bool isTensor)
    {
        string type = element == ElementType.Double ? "double" : "float";
        return ShapeIn(isTensor, known.First(entry => entry.Role == role).Shape) switch
        {
            ParameterShape.ReadOnlySpan => $"global::System.ReadOnlySpan<{type}>",
            ParameterShape.Span => $"global::System.Span<{type}>",
            ParameterShape.ReadOnlyTensorSpan => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{type}>",
            ParameterShape.TensorSpan => $"global::System.Numerics.Tensors.TensorSpan<{type}>",
            ParameterShape.PackedWeights => PackedWeightsText(element),
            _ => "int",
        };
    }

    /// <summary>The type of packed weights, as the emitted code writes it.</summary>
    public static string PackedWeightsText(ElementType element) =>
        $"global::Generated.Kernels.PackedWeights<{(element == ElementType.Double ? "double" : "float")}>";

    /// <summary>The type of a returned tensor, as the emitted code writes it.</summary>
    public static string TensorText(ElementType element) =>
        $"global::System.Numerics.Tensors.Tensor<{(element == ElementType.Double ? "double" : "float")}>";

    /// <summary>The element type of packed weights, or null for any other type.</summary>
    public static ITypeSymbol? PackedElement(ITypeSymbol type) =>
        ShapeOf(type, out var element) == ParameterShape.PackedWeights ? element : null;

    /// <summary>The element type of a tensor, or null for any other type.</summary>
    public static ITypeSymbol? TensorElement(ITypeSymbol type) =>
        ShapeOf(type, out var element) == ParameterShape.Tensor ? element : null;

    /// <summary>The shape of a parameter in a form, from its shape in the span form.</summary>
    static ParameterShape ShapeIn(bool isTensor, ParameterShape shape) => shape switch
    {
        ParameterShape.ReadOnlySpan when isTensor => ParameterShape.ReadOnlyTensorSpan,
        ParameterShape.Span when isTensor => ParameterShape.TensorSpan,
        _ => shape,
    };

    /// <summary>All operands are of one form, which the first decides.</summary>
    bool FirstOperandIsTensor()
    {
        var first = method.Parameters.FirstOrDefault(parameter =>
            known.Any(entry => entry.Name == parameter.Name && entry.Shape is ParameterShape.ReadOnlySpan or ParameterShape.Span));
        return first is not null && ShapeOf(first.Type, out _) is ParameterShape.ReadOnlyTensorSpan or ParameterShape.TensorSpan or ParameterShape.Tensor;
    }

    ParameterRole[] Recognise()
    {
        var roles = new List<ParameterRole>();
        foreach (var parameter in method.Parameters)
        {
            hasErrorType |= parameter.Type.TypeKind == TypeKind.Error; // the compiler reports the unknown type
            int index = Array.FindIndex(known, entry => entry.Name == parameter.Name);
            if (index < 0 || !IsAllowed(known[index].Role))
            {
                problems.Add(new(Rules.UnknownParameter, Place.ParameterName(parameter.Ordinal), parameter.Name, Expected(parameter.Name)));
                continue;
            }
            var (_, role, shape) = known[index];
            roles.Add(role);
            present.Add(role);
            CheckType(parameter, ShapeIn(isTensor, shape));
        }
        return roles.ToArray();
    }

    bool IsAllowed(ParameterRole role) => role switch
    {
        ParameterRole.Weight or ParameterRole.Bias or ParameterRole.InChannels or ParameterRole.OutChannels => true,
        _ when form == MethodForm.Pack => false,
        ParameterRole.Length or ParameterRole.Depth or ParameterRole.Height or ParameterRole.Width =>
            rank == 0 || SpatialNames(rank).Contains(NameOf(role)),
        _ => true,
    };

    bool ComesWithTensors(ParameterRole role) => isTensor && role is ParameterRole.Batch or ParameterRole.InChannels
        or ParameterRole.OutChannels or ParameterRole.Length or ParameterRole.Depth or ParameterRole.Height or ParameterRole.Width;

    string Expected(string name)
    {
        if (form == MethodForm.Pack)
            return "a packing method has the parameters weight, bias, inChannels and outChannels";
        if (known.Any(entry => entry.Name == name))
            return $"a kernel of rank {rank} has the {(rank == 1 ? "size" : "sizes")} {Words(SpatialNames(rank))} (the rank is Rank, or the number of values of k)";
        var similar = known.Where(entry => IsAllowed(entry.Role) && !ComesWithTensors(entry.Role)).Select(entry => entry.Name)
            .OrderBy(candidate => Spelling.Distance(candidate, name)).FirstOrDefault(candidate => Spelling.IsSimilar(candidate, name));
        return similar is null
            ? $"the parameters of a kernel are {Words(known.Where(entry => IsAllowed(entry.Role) && !ComesWithTensors(entry.Role)).Select(entry => entry.Name))}"
            : $"did you mean '{similar}'?";
    }

    void CheckType(IParameterSymbol parameter, ParameterShape expected)
    {
        if (parameter.Type.TypeKind == TypeKind.Error)
            return;
        var shape = ShapeOf(parameter.Type, out var actualElement);
        bool fits = shape == expected
            && parameter.RefKind is RefKind.None or RefKind.In
            && parameter.NullableAnnotation != NullableAnnotation.Annotated;
        if (fits && actualElement is { TypeKind: TypeKind.Error })
        {
            hasErrorType = true;
        }
        else if (fits && actualElement is not null)
        {
            if (element is null && !IsSupported(actualElement, out _))
                problems.Add(new(Rules.UnsupportedElement, Place.ParameterType(parameter.Ordinal), Text(actualElement)));
            element ??= actualElement; // all operands have the type of the first
            fits = SymbolEqualityComparer.Default.Equals(element, actualElement);
        }
        if (!fits)
        {
            string refKind = parameter.RefKind switch
            {
                RefKind.Ref => "ref ",
                RefKind.Out => "out ",
                RefKind.RefReadOnlyParameter => "ref readonly ",
                _ => "",
            };
            problems.Add(new(Rules.WrongParameterType, Place.ParameterType(parameter.Ordinal), parameter.Name,
                refKind + Text(parameter.Type.WithNullableAnnotation(parameter.NullableAnnotation)), Text(expected)));
        }
    }

    ElementType Element()
    {
        if (element is null || !IsSupported(element, out var supported))
            return ElementType.Float;
        return supported;
    }

    void CheckMissing()
    {
        var missing = new List<int>(); // indices of the table of parameters
        if (form == MethodForm.Kernel)
            Require(ParameterRole.Input);
        bool isPacked = present.Contains(ParameterRole.Weights);
        if (!isPacked)
            Require(ParameterRole.Weight);
        if (form == MethodForm.Kernel && !ReturnsTensor)
            Require(ParameterRole.Output);
        if (!isPacked && attribute is { InChannels: 0 })
            Require(ParameterRole.InChannels);
        if (!isPacked && attribute is { OutChannels: 0 })
            Require(ParameterRole.OutChannels);
        if (form == MethodForm.Kernel)
        {
            foreach (string name in SpatialNames(rank))
                Require(known.First(entry => entry.Name == name).Role);
        }
        if (missing.Count > 0)
        {
            var names = missing.Select(index => $"'{Text(ShapeIn(isTensor, known[index].Shape))} {known[index].Name}'");
            problems.Add(new(Rules.MissingParameter, Place.MethodName, method.Name, Words(names))
            {
                Properties = MissingParameter.ToProperties(missing.Select(index => new MissingParameter(PlaceOf(index), ParameterText(known[index].Role)))),
            });
        }

        void Require(ParameterRole role)
        {
            if (!present.Contains(role) && !ComesWithTensors(role))
                missing.Add(Array.FindIndex(known, entry => entry.Role == role));
        }
    }

    /// <summary>A parameter as a declaration would have it.</summary>
    string ParameterText(ParameterRole role)
    {
        string type = TypeText(role, Element(), isTensor);
        return $"{(type.Contains("TensorSpan") ? "in " : "")}{type} {NameOf(role)}";
    }

    /// <summary>Where a parameter belongs that is not there: behind the last of those that the table has before it, yet
    /// before optional ones and behind what an extension method extends.</summary>
    int PlaceOf(int missing)
    {
        var before = method.Parameters.LastOrDefault(parameter => Array.FindIndex(known, entry => entry.Name == parameter.Name) is >= 0 and var index && index < missing);
        int place = before is null ? 0 : before.Ordinal + 1;
        int optional = method.Parameters.TakeWhile(parameter => !parameter.IsOptional && !parameter.IsParams).Count();
        return Math.Max(Math.Min(place, optional), method.IsExtensionMethod ? 1 : 0);
    }

    void CheckTwice()
    {
        bool isPacked = present.Contains(ParameterRole.Weights);
        foreach (var parameter in method.Parameters)
        {
            string? other = parameter.Name switch
            {
                "weight" or "bias" or "inChannels" or "outChannels" when isPacked => "the packed 'weights'",
                "inChannels" when attribute is { InChannels: not 0 } => "the attribute's InChannels",
                "outChannels" when attribute is { OutChannels: not 0 } => "the attribute's OutChannels",
                "output" when ReturnsTensor => "the returned tensor",
                "outChannels" when isTensor => "the tensor 'weight'",
                "batch" or "inChannels" or "length" or "depth" or "height" or "width" when isTensor => "the tensor 'input'",
                _ => null,
            };
            if (other is not null)
                problems.Add(new(Rules.GivenTwice, Place.ParameterName(parameter.Ordinal), parameter.Name, other));
        }
    }

    static ParameterShape? ShapeOf(ITypeSymbol type, out ITypeSymbol? element)
    {
        element = null;
        if (type.SpecialType == SpecialType.System_Int32)
            return ParameterShape.Int;
        if (type is not INamedTypeSymbol { Arity: 1, ContainingType: null } named)
            return null;
        ParameterShape? shape = (named.ContainingNamespace.ToDisplayString(), named.Name) switch
        {
            ("System", "ReadOnlySpan") => ParameterShape.ReadOnlySpan,
            ("System", "Span") => ParameterShape.Span,
            ("System.Numerics.Tensors", "ReadOnlyTensorSpan") => ParameterShape.ReadOnlyTensorSpan,
            ("System.Numerics.Tensors", "TensorSpan") => ParameterShape.TensorSpan,
            ("System.Numerics.Tensors", "Tensor") => ParameterShape.Tensor,
            ("Generated.Kernels", "PackedWeights") => ParameterShape.PackedWeights,
            _ => null,
        };
        element = shape is null ? null : named.TypeArguments[0];
        return shape;
    }

    /// <summary>Whether kernels are generated for an element type.</summary>
    public static bool IsSupported(ITypeSymbol type, out ElementType element)
    {
        element = type.SpecialType == SpecialType.System_Double ? ElementType.Double : ElementType.Float;
        return type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
    }

    /// <summary>A type as messages write it.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    string Text(ParameterShape shape) =>
        shape == ParameterShape.Int ? "int" : $"{shape}<{(element is null ? "float" : Text(element))}>";

    static string NameOf(ParameterRole role) => known.First(entry => entry.Role == role).Name;

    static string Words(IEnumerable<string> words)
    {
        var list = words.ToArray();
        return list.Length == 1 ? list[0] : $"{string.Join(", ", list.Take(list.Length - 1))} and {list[list.Length - 1]}";
    }
}
