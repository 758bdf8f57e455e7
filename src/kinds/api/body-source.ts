import { contentForm, isJsonLines } from '../../model/media-type.js';
import {
  entry,
  jsonExpr,
  method,
  spread,
  word,
  type Entry,
  type Expr,
} from '../../source/print/expression.js';
import { SEPARATORS, type Binding, type Slot } from './binding.js';
import { jsonOf, optionsOf, together, type Scope } from './scope.js';

type Body = NonNullable<Binding['body']>;

/**
 * The value of `body`.
 * @param hasRest whether arguments that stay together are part of it
 */
export function bodyExpr(
  { as, argument, contentType, lists }: Body,
  slots: readonly Slot[],
  hasRest: boolean,
  scope: Scope,
): Expr {
  const content =
    argument === undefined
      ? together(
          hasRest ? 'body' : undefined,
          slots.map((slot) => partEntry(as, slot, scope)),
        )
      : word(scope.variableOf(argument));
  switch (as) {
    case 'json':
      return isJsonLines(contentType ?? '')
        ? scope.call('jsonLines', content, ...typeOf(contentType))
        : content;
    case 'form':
      return scope.call('form', content, ...optionsOf({ ...(lists && { lists }) }));
    case 'multipart':
      return scope.call(isRelated(contentType) ? 'related' : 'multipart', content);
    case 'text':
    case 'binary':
      return scope.call(as, content, ...typeOf(contentType));
  }
}

/** RFC 2387. */
export const isRelated = (contentType = ''): boolean => /^multipart\/related\b/i.test(contentType);

const typeOf = (contentType: string | undefined): Expr[] =>
  contentType === undefined ? [] : [jsonExpr(contentType)];

function partEntry(as: Body['as'], slot: Slot, scope: Scope): Entry {
  const { argument, name, style, explode = true, shape } = slot;
  if (argument === undefined) return entry(name, jsonExpr(slot.constant));
  // OpenAPI 3.1, Encoding Object: as a query parameter of this style.
  const isSpread = as === 'form' && shape === 'object' && style === 'form' && explode;
  return isSpread
    ? spread(scope.variableOf(argument))
    : entry(name, partExpr(as, slot, argument, scope));
}

function partExpr(as: Body['as'], slot: Slot, argument: string, scope: Scope): Expr {
  const { shape, style = 'form', explode = style === 'form', contentType, required } = slot;
  const variable = scope.variableOf(argument);
  if (slot.file) return fileExpr(slot, variable, scope);
  if (as === 'multipart' && contentType !== undefined)
    return scope.call('part', word(variable), jsonExpr(contentType));
  if (as === 'form' && contentType !== undefined && contentForm(contentType) === 'json')
    return jsonOf(variable);
  const isJoined = as === 'form' && shape === 'list' && !explode && style !== 'deepObject';
  if (!isJoined) return word(variable);
  return method(
    word(`${variable}${required ? '' : '?'}`),
    'join',
    jsonExpr(SEPARATORS[style] ?? ','),
  );
}

function fileExpr({ fileName, contentType, shape }: Slot, variable: string, scope: Scope): Expr {
  const options: Entry[] = [
    ...(fileName === undefined ? [] : [entry('name', word(scope.variableOf(fileName)))]),
    ...(contentType === undefined ? [] : [entry('type', jsonExpr(contentType))]),
  ];
  const more: Expr[] =
    options.length > 0 ? [{ kind: 'object', entries: options, expanded: false }] : [];
  return scope.call(shape === 'list' ? 'files' : 'file', word(variable), ...more);
}
