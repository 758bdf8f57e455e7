import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { foreignName } from './values/origins.js';
import { allWithin } from './values/parts.js';
import { isSecretName, words } from './secrets/names.js';

const WRITES = /^#(console\.\w+|process\.(stdout|stderr)\.write)$/;
const LOGGER = /^(?:.*\.)?(?:log|logger)(?:\.(?:trace|debug|info|warn|error|fatal|log))?$/;
/** What passes its values on into the text. */
const PASSES = /^(#String|#JSON\.stringify|node:util#(inspect|format))$/;
const CLIENT = 'src/providers/weather/api/client.ts';
const at = (code: string) => ({
  [CLIENT]: {
    replace: "  if (!credentials) throw new ToolError('Sign in to Weather first.');",
    with: `  if (!credentials) throw new ToolError('Sign in to Weather first.');\n  ${code}`,
  },
});

export default defineRule({
  severity: 'error',
  summary: 'No secret is written to a log.',
  why: 'Logs are kept longer, copied further and read by more people than any store of secrets.',
  source: {
    text: 'CWE-532, Insertion of Sensitive Information into Log File.',
    url: 'https://cwe.mitre.org/data/definitions/532.html',
  },
  securitySeverity: 6.5,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      if (!isLog({ file, value }, code)) continue;
      const secret = value.arguments
        .map((given) => secretIn({ file, value: given }, code))
        .find(Boolean);
      if (!secret) continue;
      report({
        at: file.at(secret),
        message: `The secret "${code.path(secret)}" is written to the log.`,
        hint: 'Log who it belongs to and whether it is there, never the secret itself.',
      });
    }
  },
  examples: [
    { ok: at("console.error('token', Boolean(credentials.apiKey), credentials ? 'yes' : 'no');") },
    { ok: at('console.error(`key of ${credentials.apiKey.length} characters`);') },
    {
      bad: at('console.error(`signed in with ${credentials.apiKey}`);'),
      finds: [`${CLIENT}:9:35`],
    },
    { bad: at("console.error('signed in', { credentials });"), finds: [`${CLIENT}:9:32`] },
    { bad: at('process.stderr.write(JSON.stringify(credentials));'), finds: [`${CLIENT}:9:39`] },
    { bad: at("console.error(process.env['WEATHER_API_KEY']);"), finds: [`${CLIENT}:9:17`] },
    { bad: at('console.error(JSON.stringify(process.env));'), finds: [`${CLIENT}:9:32`] },
  ],
});

function isLog({ file, value: call }: Located<CallValue>, code: Code): boolean {
  if (call.arguments.length === 0 || call.construct) return false;
  const name = foreignName(code, { file, value: call.callee });
  return (name !== undefined && WRITES.test(name)) || LOGGER.test(code.path(call.callee));
}

function secretIn({ file, value }: Located, code: Code): Value | undefined {
  for (const part of allWithin(value, (each) => passes({ file, value: each }, code))) {
    if (part.is !== 'name' && part.is !== 'member') continue;
    if (foreignName(code, { file, value: part }) === '#process.env') return part;
    if (isSecretName(part.name) && !isConstant(part.name)) return part;
  }
  return undefined;
}

/** A test, a comparison or the result of a call is not the secret; the whole of a chain is, its parts are not. */
function passes({ file, value }: Located, code: Code): boolean {
  switch (value.is) {
    case 'member':
      return false;
    case 'compound':
      return /^(\+|\?\?|\|\||await|,)$/.test(value.operator);
    case 'call': {
      const name = foreignName(code, { file, value: value.callee });
      return name !== undefined && PASSES.test(name);
    }
    default:
      return true;
  }
}

/** Names of the kind of a thing: `TOKEN` the enum member, `Credentials` the class. */
const isConstant = (name: string) => /^[A-Z][a-z]/.test(name) || words(name) === 'authorization';
