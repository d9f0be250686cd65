/// The other side of the export, in Python: documents are read by the protocol's published Protobuf definitions.
enum OTLP {
  /// `read(bytes)` makes a document of the JSON, and fails on any member that the protocol does not have; `print_spans` prints a line for
  /// each resource and each span.
  static let reader = #"""
    import base64, json
    from google.protobuf import json_format
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest, ExportTraceServiceResponse
    from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

    # The one place where the protocol leaves Protobuf's JSON: ids are hexadecimal there, and base64 here.
    def ids(value):
        if isinstance(value, list):
            return [ids(element) for element in value]
        if not isinstance(value, dict):
            return value
        lengths = {"traceId": 32, "spanId": 16, "parentSpanId": 16}
        for key, length in lengths.items():
            if key in value:
                assert len(value[key]) == length, (key, value[key])
        return {key: base64.b64encode(bytes.fromhex(member)).decode() if key in lengths else ids(member) for key, member in value.items()}

    def read(document):
        return json_format.Parse(json.dumps(ids(json.loads(document))), ExportTraceServiceRequest())

    def plain(value):
        kind = value.WhichOneof("value")
        if kind is None:
            return None
        if kind == "array_value":
            return [plain(element) for element in value.array_value.values]
        if kind == "kvlist_value":
            return {pair.key: plain(pair.value) for pair in value.kvlist_value.values}
        return getattr(value, kind)

    def pairs(attributes):
        return " ".join(f"{pair.key}={plain(pair.value)!r}" for pair in attributes)

    def print_spans(request):
        for group in request.resource_spans:
            print("resource", pairs(group.resource.attributes))
            for scope in group.scope_spans:
                for span in scope.spans:
                    print(repr(span.name), Span.SpanKind.Name(span.kind), span.trace_id.hex(), span.span_id.hex(),
                          span.parent_span_id.hex() or "-", span.flags, repr(span.trace_state), span.start_time_unix_nano,
                          span.end_time_unix_nano, Status.StatusCode.Name(span.status.code), repr(span.status.message),
                          span.dropped_attributes_count, pairs(span.attributes), flush=True)
    """#
}
