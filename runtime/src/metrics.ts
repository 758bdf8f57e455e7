/**
 * Metrics for Prometheus. Needs `prom-client`.
 * @module mcp-provider/metrics
 */
export type { Metrics, ServerEvent } from './project/metrics.js';
export { prometheus } from './telemetry/prometheus.js';
