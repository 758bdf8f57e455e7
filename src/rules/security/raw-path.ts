import type { Code, Located, Step } from '../../model/code.js';
import type { Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { Change } from '../../model/rule.js';
import { importing } from '../importing.js';
import { insertion } from '../insertion.js';
import { sendsRequest } from '../../flow/sinks/network.js';
import { defineRule } from '../define.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { wayTo } from './arguments/way.js';
import { externalName } from '../../flow/values/external-name.js';
import { termsOf } from '../../flow/values/text-parts.js';
import { filledAddresses } from './addresses/filled.js';
import { rawParts } from './addresses/raw-parts.js';
import { freeHost, freeHosts } from './addresses/free-host.js';
import { numericArguments } from './addresses/numeric.js';
import { isTested } from './addresses/tested.js';
import { textBefore } from '../text-before.js';

const LONGEST_SHOWN = 40;
const MODULE = 'mcp-provider/api';
const COMPOSED = /^(template|compound|call)$/;

export default defineRule({
  severity: 'error',
  summary: 'Arguments are encoded before they become part of a URL.',
  why: 'With "../" or "?" in an argument, the model can call other endpoints of the API with the same credentials.',
  source: {
    text: 'RFC 3986, section 2.4; CVE-2026-27735.',
    url: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.4',
  },
  securitySeverity: 6.5,
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    const numbers = numericArguments(provider);
    for (const { flow } of argumentFlows(provider)) {
      const raw = flow.steps.flatMap((step) => {
        const { file, value: call } = step.call;
        const parts = call.arguments.flatMap((value) => rawParts({ file, value }, flow));
        return parts.length > 0 && takesAddress(step, code) ? parts : [];
      });
      const found = raw.length > 0 ? raw : filledAddresses(flow);
      const hosts = found.length > 0 ? freeHosts(flow) : [];
      for (const part of found) {
        if (isTested(part, flow) || hosts.some((host) => overlaps(host, part))) continue;
        // The whole address: "security/free-address" reports it.
        if (COMPOSED.test(part.value.is) && freeHost(part, flow)) continue;
        report({
          at: part.file.at(part.value),
          ...wayTo(part.file.at(part.value), flow),
          message: `${wordsFor(part)} becomes part of a URL without encoding.`,
          hint: 'Write the path as path`/rooms/${id}` with `path` of "mcp-provider/api", or use `encodeURIComponent`.',
          ...tagged(part, found, numbers),
          provider: provider.name,
        });
      }
    }
  },
});

const overlaps = (one: Located, other: Located) =>
  one.file === other.file && one.value.start < other.value.end && other.value.start < one.value.end;

/** With the tag in front of a template that is the path of a request; it encodes all values, so all must be raw or numbers. */
function tagged(
  { file, value: part }: Located,
  raw: readonly Located[],
  numbers: ReadonlySet<Declaration>,
): { fix?: readonly Change[] } {
  const { texts, imports, declarations } = file.facts;
  const joined = concatenated({ file, value: part }, raw);
  const whole = texts.find((each) => each.is === 'template' && each.values.includes(part));
  const isTemplate = whole?.is === 'template' && isPath(whole.start, file);
  const isNumber = (each: Value) => {
    const declared = each.is === 'name' ? declarations[each.declaration] : undefined;
    return declared !== undefined && numbers.has(declared);
  };
  const isPlain = isTemplate && whole.values.every((each) => isRaw(each, raw) || isNumber(each));
  const isImported = imports.some(
    ({ specifier, names }) =>
      specifier === MODULE &&
      names.some(({ imported, local }) => imported === 'path' && local === imported),
  );
  const isFree = !declarations.some(({ name }) => name === 'path');
  const isBelow = isPlain && whole.chunks[0]?.startsWith('/') === true;
  const change = joined ?? (isBelow ? insertion(file, whole.start, 'path') : undefined);
  if (!change || !(isImported || isFree)) return {};
  return { fix: isImported ? [change] : [change, importing('path', MODULE, file)] };
}

const isPath = (start: number, { text }: SourceFile) =>
  textBefore(text, start, /(?<=(\bpath: ))/y) !== undefined;

const isRaw = (each: Value, raw: readonly Located[]) =>
  (each.is === 'name' || each.is === 'member') && raw.some(({ value }) => value === each);

/** `'/rooms/' + id` as a template with the tag. */
function concatenated({ file, value: part }: Located, raw: readonly Located[]): Change | undefined {
  const whole = file.facts.operations.findLast(
    (each) => each.operator === '+' && isPath(each.start, file) && termsOf(each).includes(part),
  );
  const terms = whole ? termsOf(whole) : [];
  const [first] = terms;
  const isPlain = terms.every(
    (each) => isRaw(each, raw) || (each.is === 'string' && !/[`$\\]/.test(each.value)),
  );
  if (!whole || !isPlain || first?.is !== 'string' || !first.value.startsWith('/'))
    return undefined;
  // Escapes, comments and a slash that begins a value would be another path, or lost.
  const isWhole = terms.every((each, index) => {
    const before = terms[index - 1];
    return each.is === 'string' || (before?.is === 'string' && /[/=-]$/.test(before.value));
  });
  const isCommented = file.facts.comments.some(
    ({ start, end }) => start > whole.start && end < whole.end,
  );
  const isEscaped = file.text.slice(whole.start, whole.end).includes('\\');
  if (!isWhole || isCommented || isEscaped) return undefined;
  const text = terms.map((each) =>
    each.is === 'string' ? each.value : `\${${file.text.slice(each.start, each.end)}}`,
  );
  return { at: file.at(whole), text: `path\`${text.join('')}\`` };
}

const wordsFor = ({ file, value: { start, end } }: Located) =>
  end - start <= LONGEST_SHOWN ? `"${file.text.slice(start, end)}"` : 'This argument';

/** A request, an address, or a function of the project that sends requests, at any depth. */
function takesAddress({ call: { file, value }, target }: Step, code: Code): boolean {
  const name = externalName(code, { file, value: value.callee });
  return sendsRequest(target, code) || /^(#|node:url#)URL$/.test(name ?? '');
}
