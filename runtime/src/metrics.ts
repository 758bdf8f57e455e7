/** Metrics for Prometheus. Needs `prom-client`. */
export type { Metrics, ServerEvent } from './serving/metrics.js';
export { prometheus } from './metrics/prometheus.js';
