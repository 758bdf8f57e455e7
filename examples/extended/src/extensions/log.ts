import type { LogSink } from 'mcp-provider/server';

/** Lines of `key=value` pairs, for a collector that does not read JSON. */
export const log: LogSink = ({ time, level, message, ...details }) => {
  const pairs = Object.entries({ time, level, message, ...details }).map(
    ([key, value]) => `${key}=${JSON.stringify(value)}`,
  );
  process.stderr.write(`${pairs.join(' ')}\n`);
};
