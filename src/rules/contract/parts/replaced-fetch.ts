import type { Located } from '../../../model/code.js';
import type {
  CallValue,
  Declaration,
  FunctionFact,
  NameValue,
  Value,
} from '../../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { relativeSpecifier } from '../../../edit/specifier.js';
import { importing } from '../../importing.js';
import { insertion } from '../../insertion.js';
import { fetchedRequest } from './fetched-request.js';
import { textBefore } from '../../text-before.js';

const CLIENT = 'callApi';
const MODULE = 'mcp-provider/api';

/**
 * Sends a request with `callApi` of the provider in place of `fetch`, where each part of it and each use of its response
 * has a certain counterpart.
 */
export function replacedFetch(
  call: Located<CallValue>,
  provider: ProviderModel,
): readonly Change[] | undefined {
  const { file, value } = call;
  const { code } = provider.project;
  const client = provider.file('api/client');
  const sender = client && code.exports(client).get(CLIENT)?.origin;
  const isOwn = file.logicalPath.startsWith(`${provider.directory}/api/`) && file !== client;
  if (!client || !sender || !isOwn || !code.runtime(sender)?.sends) return undefined;
  const made = file.facts.functions[value.within];
  const isRun = provider.tools.some(({ run }) => run?.file === file && run.function === made);
  const request = isRun ? fetchedRequest(call, provider) : undefined;
  const context = made && contextOf(made, file);
  const uses = usesOf(call);
  if (!request || !context || !uses) return undefined;
  const path = `${relativeSpecifier(file.logicalPath, client.logicalPath.replace(/\.\w+$/, ''))}.js`;
  const names = [
    ...(request.isTagged ? [['path', MODULE] as const] : []),
    ...context.imports,
    [CLIENT, path] as const,
  ].filter(
    ([name]) => !file.facts.imports.some((each) => each.names.some(({ local }) => local === name)),
  );
  const isFree = names.every(
    ([name]) => !file.facts.declarations.some((each) => each.name === name),
  );
  if (!isFree) return undefined;
  return [
    {
      at: file.at(value),
      text: `${CLIENT}({ ${request.properties.join(', ')} }, ${context.name})`,
    },
    ...context.changes,
    ...uses,
    ...names.map(([name, specifier]) => importing(name, specifier, file)),
  ];
}

/** A request of `callApi` without the second argument, and what adds it. */
export interface LostContext {
  at: Located;
  fix?: readonly Change[];
}

export function lostContexts({ files, tools, project: { code } }: ProviderModel): LostContext[] {
  return files.flatMap((file) =>
    file.facts.calls.flatMap((call): LostContext[] => {
      const [request, more] = call.arguments;
      const { sends, sinks } = code.runtime({ file, value: call.callee }) ?? {};
      const isClient = sends !== undefined && sinks?.['0.path'] === 'url-path';
      if (file.test || !isClient || !request || more || request.is === 'spread') return [];
      const made = file.facts.functions[call.within];
      const isRun = tools.some(({ run }) => run?.file === file && run.function === made);
      const context = made && isRun ? contextOf(made, file) : undefined;
      const fix = context && [
        insertion(file, request.end, `, ${context.name}`),
        ...context.changes,
        ...context.imports.map(([name, specifier]) => importing(name, specifier, file)),
      ];
      return [{ at: { file, value: call.callee }, ...(fix && { fix }) }];
    }),
  );
}

interface Context {
  name: string;
  changes: readonly Change[];
  imports: readonly (readonly [name: string, specifier: string])[];
}

/** The second parameter of the function of a tool, added where it is missing. */
function contextOf({ parameters, start }: FunctionFact, file: SourceFile): Context | undefined {
  const [input, context, more] = parameters;
  // `input => …` has no parentheses for a second one.
  const isBare = input && !file.text.slice(start, input.start).includes('(');
  if (!input || more || input.rest || isBare) return undefined;
  if (context)
    return context.name === '' ? undefined : { name: context.name, changes: [], imports: [] };
  if (file.facts.declarations.some((each) => each.name === 'context')) return undefined;
  // The annotation of the constant types the parameter.
  const isTyped = textBefore(file.text, start, /(?<=(:\s*Call<[^=]*=\s*))/y) !== undefined;
  return {
    name: 'context',
    changes: [insertion(file, input.end, isTyped ? ', context' : ', context: CallContext')],
    imports: isTyped ? [] : [['type CallContext', MODULE]],
  };
}

/** The edits of the code that uses the response: `callApi` parses the JSON and throws on errors. */
function usesOf({ file, value: call }: Located<CallValue>): readonly Change[] | undefined {
  const { calls, declarations, functions, members, operations, reads } = file.facts;
  const awaited = operations.find((each) => each.operator === 'await' && each.parts[0] === call);
  const made = functions[call.within];
  // A type in the source is that of the JSON, which the body does not have.
  if (!awaited || !made || made.returns !== undefined) return undefined;
  const calledOn = (object: Value) =>
    calls.find((each) => each.callee.is === 'member' && each.callee.object === object);
  const declared = declarations.find((each) => each.init === awaited);
  if (!declared) {
    const direct = calledOn(awaited);
    return direct && jsonRead(direct, made, file);
  }
  if (!isPlain(declared, file)) return undefined;
  const changes: Change[] = [];
  for (const read of readsOf(declared, file, reads)) {
    const member = members.find((each) => each.object === read);
    const called = calledOn(read);
    const json = called && jsonRead(called, made, file);
    const ok = member?.name === 'ok' ? okRead(member, file) : undefined;
    const isThrown = member?.name === 'status' && isInThrow(read.start, file);
    if (json ?? ok) changes.push(...(json ?? []), ...(ok ?? []));
    else if (!isThrown && !file.text.startsWith('.headers.get(', read.end)) return undefined;
  }
  return changes;
}

/** A constant without a type of its own. */
const isPlain = ({ path, kind, end, init }: Declaration, { text }: SourceFile): boolean =>
  path.length === 0 && kind === 'const' && /^\s*=[\s(]*$/.test(text.slice(end, init?.start));

const readsOf = (declared: Declaration, { facts }: SourceFile, reads: readonly NameValue[]) =>
  reads.filter((each) => facts.declarations[each.declaration] === declared);

const isInThrow = (position: number, { text }: SourceFile) =>
  textBefore(text, position, /(?<=(\bthrow\b[^;]*))/y) !== undefined;

/** `await response.json()` is `response.body`, which the compiler only lets a function parse or return. */
function jsonRead(call: CallValue, made: FunctionFact, file: SourceFile): Change[] | undefined {
  const { callee, start, end } = call;
  const { declarations, operations, reads } = file.facts;
  if (callee.is !== 'member' || callee.name !== 'json') return undefined;
  const result = operations.find((each) => each.operator === 'await' && each.parts[0] === call);
  const declared = declarations.find((each) => each.init === (result ?? call));
  const isReadable = declared
    ? result !== undefined &&
      isPlain(declared, file) &&
      readsOf(declared, file, reads).every((each) => isHandedOn(each, made, file))
    : isHandedOn(result ?? call, made, file);
  if (!isReadable || isCast(end, file)) return undefined;
  const before = textBefore(file.text, start, /(?<=(\bawait\s+))/y);
  return [
    ...(before === undefined
      ? []
      : [{ at: file.at({ start: start - before.length, end: start }), text: '' }]),
    { at: file.at({ start: callee.nameStart, end }), text: 'body' },
  ];
}

const isCast = (position: number, { text }: SourceFile) =>
  /^[\s)]*(?:as|satisfies)\b/.test(text.slice(position));

/** It is returned, alone or in an object, or parsed with a schema. */
function isHandedOn(value: Value, { returned }: FunctionFact, file: SourceFile): boolean {
  const isReturned = returned.some(
    (each) =>
      each === value ||
      (each.is === 'object' &&
        each.entries.some((entry) => entry.is !== 'spread' && entry.value === value)),
  );
  const isParsed = file.facts.calls.some(
    ({ callee, arguments: [first] }) =>
      first === value && callee.is === 'member' && /^(safeP|p)arse(Async)?$/.test(callee.name),
  );
  return (isReturned || isParsed) && !isCast(value.end, file);
}

/** `if (!response.ok) throw …` is a status of 400 or more. */
function okRead(
  { start, end, nameStart }: { start: number; end: number; nameStart: number },
  file: SourceFile,
): Change[] | undefined {
  const { text } = file;
  const isThrown =
    textBefore(text, start, /(?<=(\bif\s*\(\s*!))/y) !== undefined &&
    /^\s*\)\s*\{?\s*throw\b/.test(text.slice(end));
  if (!isThrown) return undefined;
  return [
    { at: file.at({ start: start - 1, end: start }), text: '' },
    { at: file.at({ start: nameStart, end }), text: 'status >= 400' },
  ];
}
