import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { externalName } from '../values/external-name.js';

/** Functions of the language that write a log. */
export const WRITES = /^#(console\.\w+|process\.(stdout|stderr)\.write)$/;
const LOGGER = /^(?:.*\.)?(?:log|logger)(?:\.(?:trace|debug|info|warn|error|fatal|log))?$/;

const LEVEL = /^(trace|debug|info|warn|error|fatal|log)$/;
/** What a function of theirs makes is a logger. */
const PACKAGES = /^(pino|winston|bunyan|log4js|tslog|consola|signale)#(?!transports|format)/;

/** A call that writes its arguments to a log, by where it comes from or by its name. */
export function isLog({ file, value: call }: Located<CallValue>, code: Code): boolean {
  if (call.arguments.length === 0 || call.construct) return false;
  const name = externalName(code, { file, value: call.callee });
  return (
    (name !== undefined && WRITES.test(name)) ||
    LOGGER.test(code.path(call.callee)) ||
    isDebugLog({ file, value: call.callee }, code) ||
    (call.callee.is === 'member' &&
      LEVEL.test(call.callee.name) &&
      isLogger({ file, value: call.callee.object }, code))
  );
}

/** Made by a logging package, or `child()` of such a logger. */
function isLogger(of: Located, code: Code): boolean {
  const seen = new Set<Value>();
  for (let at = of; ;) {
    const { file, value } = code.resolve(at);
    if (value.is !== 'call' || seen.has(value)) return false;
    seen.add(value);
    if (PACKAGES.test(externalName(code, { file, value: value.callee }) ?? '')) return true;
    if (value.callee.is !== 'member' || value.callee.name !== 'child') return false;
    at = { file, value: value.callee.object };
    if (LOGGER.test(code.path(at.value))) return true;
  }
}

/** Made by `debuglog()` of Node. */
function isDebugLog(callee: Located, code: Code): boolean {
  const { file, value } = code.resolve(callee);
  return (
    value.is === 'call' &&
    externalName(code, { file, value: value.callee }) === 'node:util#debuglog'
  );
}
