/**
 * Traces with OpenTelemetry. Needs `@opentelemetry/api`.
 * @module mcp-provider/telemetry
 */
export type { TelemetryOptions } from './telemetry/middleware.js';
export { telemetry } from './telemetry/middleware.js';
