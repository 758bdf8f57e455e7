/** Traces with OpenTelemetry. Needs `@opentelemetry/api`. */
export type { TelemetryOptions } from './telemetry/middleware.js';
export { telemetry } from './telemetry/middleware.js';
