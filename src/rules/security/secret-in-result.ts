import type { Code, Located } from '../../model/code.js';
import type { CallValue, Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { classAt } from '../../flow/fields.js';
import { credentialFlow } from '../../flow/sources/credentials.js';
import { sinkArguments } from '../../flow/sinks/arguments.js';
import { makesModelMessage } from '../../flow/sinks/model-messages.js';
import { visible } from '../../flow/taint.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { servedBy } from '../contract/parts/entrances.js';
import { passedOn } from './secrets/passed-on.js';
import { setAt } from './secrets/set-at.js';
import { defineRule } from '../define.js';

const ERRORS = /^#(Error|TypeError|RangeError|AggregateError)$/;
const WORDS = { tools: 'tool', resources: 'resource', prompts: 'prompt' } as const;
const HINT = 'Return only what the tool is for. Name the user or the variable, never its value.';

export default defineRule({
  severity: 'error',
  summary:
    'Results, error messages and questions contain no credentials and no environment variables.',
  why: 'The model, the client and their logs get results and messages. A text that the model has read can ask for such a tool.',
  source: {
    text: 'CWE-200, Exposure of Sensitive Information; OWASP Top 10 for LLM Applications, LLM02.',
    url: 'https://cwe.mitre.org/data/definitions/200.html',
  },
  securitySeverity: 8.6,
  on: 'project',
  check({ files, providers, code }, report) {
    const seen = new Set<string>();
    const tell = (found: Located, message: string, hint = HINT) => {
      const at = found.file.at(found.value);
      const key = `${at.file.path}:${at.start}`;
      if (seen.has(key)) return;
      seen.add(key);
      report({ at, message, hint, ...setAt(found, at, code) });
    };
    for (const file of files.values()) {
      if (file.test) continue;
      for (const found of inMessages(file, code)) tell(found, 'This message contains credentials.');
    }
    for (const { key, ...found } of providers.flatMap((each) => [...passedOn(each)]))
      tell(
        found,
        `Responses hold "${key}", as the tests show, and this result contains all of the response.`,
        `Return \`select(…, { exclude: ['${key}'] })\`.`,
      );
    for (const { start, of } of providers.flatMap(servedBy)) {
      for (const value of start?.function.returned ?? []) {
        const found = start && secretIn({ file: start.file, value }, code);
        if (found)
          tell(found, `The result of this ${WORDS[of]} contains credentials or the environment.`);
      }
    }
  },
});

function* inMessages(file: SourceFile, code: Code): Generator<Located> {
  for (const value of file.facts.calls) {
    const shown = [
      ...(isMessage({ file, value }, code)
        ? messageOf({ file, value }, code)
        : sinkArguments({ file, value }, 'message-to-model', code)),
      ...(lastName(value.callee) === 'progress' ? progressOf({ file, value }, code) : []),
    ];
    for (const each of [...shown, ...sinkArguments({ file, value }, 'question', code)]) {
      const found = secretIn(each, code);
      if (found) yield found;
    }
  }
}

/** The message of an error, and its cause. */
const messageOf = (call: Located<CallValue>, code: Code): Located[] =>
  ['0', '1.cause'].flatMap((path) => code.argument(call, path) ?? []);

/** `context.progress({ progress, total, message })`: the client shows it. */
const progressOf = (call: Located<CallValue>, code: Code): Located[] =>
  [code.argument(call, '0.message') ?? []].flat();

/** The runtime logs the message of any other error. */
const isMessage = ({ file, value }: Located<CallValue>, code: Code): boolean =>
  makesModelMessage({ file, value }, code) ||
  ((value.construct || lastName(value.callee) === 'super') &&
    isError({ file, value: value.callee }, code));

/** An error of the language, or a class that extends one. */
function isError(located: Located, code: Code): boolean {
  const seen = new Set<Declaration>();
  let at = located;
  while (!ERRORS.test(externalName(code, at) ?? '')) {
    const made = classAt(code, at);
    if (!made?.class.base || seen.has(made.class)) return false;
    seen.add(made.class);
    at = { file: made.file, value: made.class.base };
  }
  return true;
}

function secretIn(value: Located, code: Code): Located | undefined {
  const tracker = credentialFlow(code);
  if (visible(tracker.taint(value)).length === 0) return undefined;
  return { file: value.file, value: taintedPart(tracker, value) };
}
