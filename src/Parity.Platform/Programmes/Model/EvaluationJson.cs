using System.Text.Json.Serialization;

namespace Parity.Platform.Programmes.Model;

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
