import { Counter, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../serving/metrics.js';

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Counts calls, token refreshes and requests over a limit, for `GET /metrics`.
 * @param registers of your own metrics, to serve them there, too
 * @example await runServer({ root: import.meta.dirname, providers, metrics: prometheus() });
 */
export function prometheus(registry = new Registry()): Metrics {
  const registers = [registry];
  const calls = new Histogram({
    name: 'mcp_call_duration_seconds',
    help: 'Calls of tools, reads of resources and uses of prompts.',
    labelNames: ['provider', 'kind', 'name', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const refreshes = new Counter({
    name: 'mcp_token_refreshes_total',
    help: 'Refreshes of access tokens at the authorization servers of APIs.',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const limits = new Counter({
    name: 'mcp_limits_hit_total',
    help: 'Requests refused because of a limit of this server.',
    labelNames: ['status'],
    registers,
  });
  return {
    record(event) {
      if (event.type === 'call') {
        const { provider, kind, name, outcome, seconds } = event;
        calls.observe({ provider, kind, name, outcome }, seconds);
      } else if (event.type === 'refresh') {
        refreshes.inc({ provider: event.provider, outcome: event.outcome });
      } else {
        limits.inc({ status: event.status });
      }
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
