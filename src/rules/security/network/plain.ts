import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';
import { isNetworkCall } from '../../../flow/sinks/network.js';
import { knownPrefix } from '../../../flow/values/known-prefix.js';
import { externalName } from '../../../flow/values/external-name.js';
import { sumsIn } from '../../../flow/values/text-parts.js';
import { isLoopback } from '../../../model/loopback.js';
import { schemaValues } from '../../../flow/values/schema-values.js';

/** Names in XML and JSON that only look like addresses. */
const IDENTIFIERS =
  /^(www\.w3\.org|(www\.)?json-schema\.org|schemas?\..+|purl\.org|(www\.)?xmlns\.com|ns\.adobe\.com|openid\.net)$/i;
const ADDRESS = /^(?:http|ws):\/\/(?:[^@/\s]*@)?(\[[^\]]*\]|[^\s/:?#]+)(?=[:/?#]|$)/i;
/** An address whose host is still to come. */
const SCHEME_ALONE = /^(http|ws):\/\/$/i;
const SCHEME = /['"`](http|ws)(:\/\/)?['"`]/i;
/** A file that contains none of these, and imports no scheme, uses no plain HTTP of its own. */
const MAY_BE = /\b(http|ws):|['"`](node:http|http|ws)['"`]/i;
const REQUESTS = /^node:http#(request|get)$/;
/** Code in this file checks whether a host is this machine. */
const MINDS_LOOPBACK = /loopback|127\.0\.0\.1|localhost/i;

/** A place where plain HTTP is used; `host` is undefined where it cannot be determined. */
export interface PlainUse {
  value: Value;
  host?: string;
}

/** The host of an address with plain http that leaves this machine. */
export function plainHost(text: string): string | undefined {
  const [, host] = ADDRESS.exec(text) ?? [];
  return host === undefined || isLoopback(host) || IDENTIFIERS.test(host) || /[${}<>]/.test(host)
    ? undefined
    : host;
}

export function plainUses(file: SourceFile, { code, modules }: ProjectModel): PlainUse[] {
  const imported = file.facts.imports.some(({ specifier }) => {
    const from = specifier === null ? undefined : modules.resolve(file, specifier);
    return from?.is === 'file' && SCHEME.test(from.file.text);
  });
  if (!imported && !MAY_BE.test(file.text)) return [];
  const bases = new Set(
    file.facts.calls.flatMap(({ arguments: [path, base] }) =>
      path && base && isStandIn({ file, value: path }, { file, value: base }, code) ? [base] : [],
    ),
  );
  const inSchemas = schemaValues(file, code);
  const texts = [...file.facts.texts, ...composed(file)].filter(
    (value) => !bases.has(value) && !inSchemas.has(value),
  );
  return [
    ...texts.flatMap((value) => usesOf({ file, value }, code)),
    ...file.facts.calls.flatMap((value) => inRequest({ file, value }, code)),
    ...file.facts.assignments.flatMap(({ target, value }) =>
      value && target.is === 'member' && target.name === 'protocol' && isPlain(value)
        ? [{ value, host: code.path(target.object) }]
        : [],
    ),
  ];
}

/** `new URL(request.url, 'http://host')` only needs a placeholder before the path. */
function isStandIn(path: Located, base: Located, code: Code): boolean {
  const host = plainHost(String(code.constant(base) ?? ''));
  return (
    code.constant(path) === undefined &&
    (host === undefined ||
      !host.includes('.') ||
      /(^|\.)(example(\.\w+)?|invalid|test)$/i.test(host))
  );
}

const isPlain = (value: Value) => value.is === 'string' && /^(http|ws):?$/.test(value.value);

/** Sums, and what `concat`, `join` and `replace` make. */
const composed = (file: SourceFile): readonly Value[] => [
  ...sumsIn(file),
  ...file.facts.calls.filter(
    ({ callee }) =>
      callee.is === 'member' && /^(concat|join|replace|replaceAll)$/.test(callee.name),
  ),
];

function usesOf({ file, value }: Located, code: Code): PlainUse[] {
  const isWhole = value.is === 'string';
  const chosen = chosenScheme(value);
  if (chosen !== undefined) return [{ value, host: chosen }];
  const start = value.is === 'template' ? value.chunks[0] : undefined;
  if (start && !/^(http|ws)/i.test(start)) return [];
  const { text, first } = knownPrefix(code, { file, value });
  // The value of a name is reported at its definition.
  const isElsewhere = !isWhole && first !== start && plainHost(first) !== undefined;
  const host = isElsewhere ? undefined : plainHost(text);
  return host === undefined ? [] : [{ value, host }];
}

/** The host of `${secure ? 'https' : 'http'}://api.example.com`. */
function chosenScheme(value: Value): string | undefined {
  if (value.is !== 'template' || value.chunks[0] !== '') return undefined;
  const [scheme] = value.values;
  const rest = value.chunks[1] ?? '';
  const isChoice = scheme?.is === 'compound' && /^(\?:|\?\?|\|\|)$/.test(scheme.operator);
  return isChoice && scheme.parts.some(isPlain)
    ? plainHost(`http${rest.replace(/^:?/, ':')}`)
    : undefined;
}

function inRequest({ file, value: call }: Located<CallValue>, code: Code): PlainUse[] {
  const [address] = call.arguments;
  if (!address || !isNetworkCall(code.target({ file, value: call }))) return [];
  const host = code.object({ file, value: address })
    ? optionsHost({ file, value: address }, code, externalName(code, { file, value: call.callee }))
    : SCHEME_ALONE.test(knownPrefix(code, { file, value: address }).text)
      ? ''
      : madeHost({ file, value: address }, code);
  if (host === undefined || isLoopback(host)) return [];
  if (host !== '') return [{ value: call, host }];
  return MINDS_LOOPBACK.test(file.text) ? [] : [{ value: call }];
}

/** Of an address that a function of the project puts together. */
const madeHost = ({ file, value }: Located, code: Code): string | undefined =>
  value.is === 'call' && code.target({ file, value }).is === 'function'
    ? plainHost(String(code.constant({ file, value })))
    : undefined;

/** Empty where it cannot be determined; undefined where there is none. */
function optionsHost(options: Located, code: Code, name: string | undefined): string | undefined {
  if (!REQUESTS.test(name ?? '')) return undefined;
  const properties = code.object(options)?.properties ?? [];
  const host =
    properties.find(({ key }) => key === 'hostname') ??
    properties.find(({ key }) => key === 'host');
  if (!host || properties.some(({ key }) => key === 'socketPath')) return undefined;
  const text = code.constant(host);
  return typeof text === 'string' ? text.replace(/:\d+$/, '') : '';
}
