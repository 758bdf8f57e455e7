import type { Located } from '../../../model/code.js';
import type { CallValue, Declaration, FunctionFact } from '../../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { relativeSpecifier } from '../../../edit/specifier.js';
import { importing } from '../../importing.js';
import { insertion } from '../../insertion.js';
import { fetchedRequest } from './fetched-request.js';

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
  if (!input || more || input.rest) return undefined;
  if (context)
    return context.name === '' ? undefined : { name: context.name, changes: [], imports: [] };
  // The annotation of the constant types the parameter.
  const isTyped = /:\s*Call<[^=]*=\s*$/.test(file.text.slice(0, start));
  return {
    name: 'context',
    changes: [insertion(file, input.end, isTyped ? ', context' : ', context: CallContext')],
    imports: isTyped ? [] : [['type CallContext', MODULE]],
  };
}

/** What changes where the response is used: its JSON is there already, and errors were thrown. */
function usesOf({ file, value: call }: Located<CallValue>): readonly Change[] | undefined {
  const { calls, declarations, members, operations, reads } = file.facts;
  const awaited = operations.find((each) => each.operator === 'await' && each.parts[0] === call);
  if (!awaited) return undefined;
  const declared = declarations.findIndex((each) => each.init === awaited);
  if (declared < 0) {
    const direct = calls.find(
      (each) => each.callee.is === 'member' && each.callee.object === awaited,
    );
    return direct && jsonRead(direct, file);
  }
  if (!isPlain(declarations[declared])) return undefined;
  const changes: Change[] = [];
  for (const read of reads) {
    if (read.declaration !== declared) continue;
    const member = members.find((each) => each.object === read);
    const called = calls.find((each) => each.callee.is === 'member' && each.callee.object === read);
    const json = called && jsonRead(called, file);
    const ok = member?.name === 'ok' ? okRead(member, file) : undefined;
    if (json ?? ok) changes.push(...(json ?? []), ...(ok ?? []));
    else if (member?.name !== 'status' && !file.text.startsWith('.headers.get(', read.end))
      return undefined;
  }
  return changes;
}

const isPlain = (declared: Declaration | undefined): boolean =>
  declared?.path.length === 0 && !declared.reassigned && declared.kind === 'const';

/** `await response.json()` is `response.body`. */
function jsonRead({ callee, start, end }: CallValue, file: SourceFile): Change[] | undefined {
  if (callee.is !== 'member' || callee.name !== 'json') return undefined;
  const [before] = /\bawait\s+$/.exec(file.text.slice(0, start)) ?? [];
  return [
    ...(before === undefined
      ? []
      : [{ at: file.at({ start: start - before.length, end: start }), text: '' }]),
    { at: file.at({ start: callee.nameStart, end }), text: 'body' },
  ];
}

/** `!response.ok` is a status of 400 or more. */
function okRead(
  { start, end, nameStart }: { start: number; end: number; nameStart: number },
  file: SourceFile,
): Change[] | undefined {
  if (file.text[start - 1] !== '!') return undefined;
  return [
    { at: file.at({ start: start - 1, end: start }), text: '' },
    { at: file.at({ start: nameStart, end }), text: 'status >= 400' },
  ];
}
