import Telemetry
import Testing

@testable import ServiceKit

@Suite struct TelemetrySettingsTests {
  private func read(_ variables: [String: String]) -> (TelemetrySettings, mistakes: [SettingMistake]) {
    var reader = SettingsReader(SettingsEnvironment(variables))
    let settings = TelemetrySettings(from: &reader)
    return (settings, reader.mistakes)
  }

  @Test func `without an endpoint nothing is sent, and the defaults are the standard's`() {
    let (settings, mistakes) = read([:])
    #expect(mistakes.isEmpty)
    #expect(settings.endpoint == nil && settings.serviceName == nil && settings.headers.isEmpty && settings.resource.isEmpty)
    #expect(settings.sampler == .parentBased(.alwaysOn))
    #expect(settings.queueSize == 2048 && settings.batchSize == 512)
    #expect(settings.batchDelay == .seconds(5) && settings.timeout == .seconds(10) && settings.exportTimeout == .seconds(30))
  }

  @Test(
    arguments: [
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318"], "http://c:4318/v1/traces"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/"], "http://c:4318/v1/traces"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318/otel"], "http://c:4318/otel/v1/traces"),
      (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c:4318"], "http://c:4318/"),
      (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://t/in", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://c"], "http://t/in"),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_SDK_DISABLED": "true"], nil),
      (["OTEL_EXPORTER_OTLP_ENDPOINT": ""], nil),
    ] as [([String: String], String?)])
  func `the endpoint for traces is the general one's, or their own`(variables: [String: String], endpoint: String?) {
    let (settings, mistakes) = read(variables)
    #expect(mistakes.isEmpty)
    #expect(settings.endpoint?.description == endpoint)
  }

  @Test func `what is for traces alone counts before what is for all`() {
    let (settings, mistakes) = read([
      "OTEL_EXPORTER_OTLP_HEADERS": "api-key=general", "OTEL_EXPORTER_OTLP_TRACES_HEADERS": " api-key = a%20b%2Cc , x=y=z",
      "OTEL_EXPORTER_OTLP_TIMEOUT": "1000", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT": "2500",
    ])
    #expect(mistakes.isEmpty)
    #expect(settings.headers.map { "\($0.name): \($0.value)" } == ["api-key: a b,c", "x: y=z"])
    #expect(settings.timeout == .milliseconds(2500))
  }

  @Test func `the process says of itself what it is told to`() {
    let (settings, mistakes) = read([
      "OTEL_SERVICE_NAME": "checkout", "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=staging,team=a%C3%A9",
      "OTEL_TRACES_SAMPLER": "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG": "0.25",
    ])
    #expect(mistakes.isEmpty)
    #expect(settings.serviceName == "checkout")
    #expect(settings.resource.map { "\($0.name)=\($0.value)" } == ["deployment.environment.name=staging", "team=aé"])
    #expect(settings.sampler == .parentBased(.traceIDRatio(0.25)))
  }

  @Test(arguments: [
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://c:4318"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "c:4318"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318/#x"),
    ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://c/#x"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
    ("OTEL_EXPORTER_OTLP_HEADERS", "key"), ("OTEL_EXPORTER_OTLP_HEADERS", "key=%2"), ("OTEL_EXPORTER_OTLP_HEADERS", "a b=c"),
    ("OTEL_EXPORTER_OTLP_HEADERS", "key=a%0Ab"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "=c"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "0"),
    ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "10s"), ("OTEL_RESOURCE_ATTRIBUTES", "a"), ("OTEL_RESOURCE_ATTRIBUTES", "a=%FF"),
    ("OTEL_TRACES_SAMPLER", "jaeger_remote"), ("OTEL_TRACES_SAMPLER_ARG", "1.5"), ("OTEL_TRACES_SAMPLER_ARG", "nan"),
    ("OTEL_BSP_MAX_QUEUE_SIZE", "0"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4096"), ("OTEL_BSP_SCHEDULE_DELAY", "-1"),
    ("OTEL_SDK_DISABLED", "maybe"),
  ])
  func `what does not hold is named, and secrets are not shown`(key: String, value: String) {
    let (_, mistakes) = read([key: value])
    #expect(mistakes.map(\.key) == [key])
    if key.hasSuffix("HEADERS") { #expect(!mistakes[0].description.contains(value), "\(mistakes[0])") }
  }
}
