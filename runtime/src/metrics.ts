/**
 * Metrics for Prometheus. Needs `prom-client`.
 * @module mcp-provider/metrics
 */
export type { Metrics, ServerEvent } from './serving/metrics.js';
export { prometheus } from './metrics/prometheus.js';
