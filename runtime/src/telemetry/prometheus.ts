import { Counter, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../project/metrics.js';

const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Counts calls, turns of the agent, token refreshes, sign-ins and requests over a limit, for `GET /metrics`.
 * @param registry of your own metrics, to serve them there, too
 * @example void runServer({ root: import.meta.dirname, providers, metrics: prometheus() });
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
  const formerNames = new Counter({
    name: 'mcp_former_names_total',
    help: 'Calls by a former name of a tool or of an argument.',
    labelNames: ['provider', 'tool', 'name'],
    registers,
  });
  const turns = new Histogram({
    name: 'mcp_agent_turn_duration_seconds',
    help: 'Turns of the agent; the outcome "failed" is an error of the model or of this server.',
    labelNames: ['api', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const tokens = new Counter({
    name: 'mcp_agent_tokens_total',
    help: 'Tokens that the model of the agent has read and written.',
    labelNames: ['api', 'direction'],
    registers,
  });
  const refreshes = new Counter({
    name: 'mcp_token_refreshes_total',
    help: 'Refreshes of access tokens at the authorization servers of APIs.',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const signIns = new Counter({
    name: 'mcp_sign_ins_total',
    help: 'Sign-ins at the built-in authorization server, and accounts that have ended.',
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
      } else if (event.type === 'former-name') {
        formerNames.inc({ provider: event.provider, tool: event.tool, name: event.name });
      } else if (event.type === 'turn') {
        const { api, outcome, seconds, input, output } = event;
        turns.observe({ api, outcome }, seconds);
        tokens.inc({ api, direction: 'input' }, input);
        tokens.inc({ api, direction: 'output' }, output);
      } else if (event.type === 'refresh') {
        refreshes.inc({ provider: event.provider, outcome: event.outcome });
      } else if (event.type === 'sign-in') {
        signIns.inc({ provider: event.provider, outcome: event.outcome });
      } else {
        limits.inc({ status: event.status });
      }
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
