import { contentForm, isJsonLines } from '../../model/media-type.js';
import { type Code, entry, jsonCode, method, object, spread } from '../../source/print/code.js';
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
): Code {
  const content =
    argument === undefined
      ? together(
          hasRest ? 'body' : undefined,
          slots.map((slot) => partEntry(as, slot, scope)),
        )
      : scope.variableOf(argument);
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

const typeOf = (contentType: string | undefined): Code[] =>
  contentType === undefined ? [] : [jsonCode(contentType)];

function partEntry(as: Body['as'], slot: Slot, scope: Scope): Code {
  const { argument, name, style, explode = true, shape } = slot;
  if (argument === undefined) return entry(name, jsonCode(slot.constant));
  // OpenAPI 3.1, Encoding Object: as a query parameter of this style.
  const isSpread = as === 'form' && shape === 'object' && style === 'form' && explode;
  return isSpread
    ? spread(scope.variableOf(argument))
    : entry(name, partExpr(as, slot, argument, scope));
}

function partExpr(as: Body['as'], slot: Slot, argument: string, scope: Scope): Code {
  const { shape, style = 'form', explode = style === 'form', contentType, required } = slot;
  const variable = scope.variableOf(argument);
  if (slot.file) return fileExpr(slot, variable, scope);
  if (as === 'multipart' && contentType !== undefined)
    return scope.call('part', variable, jsonCode(contentType));
  if (as === 'form' && contentType !== undefined && contentForm(contentType) === 'json')
    return jsonOf(variable);
  const isJoined = as === 'form' && shape === 'list' && !explode && style !== 'deepObject';
  if (!isJoined) return variable;
  return method(`${variable}${required ? '' : '?'}`, 'join', jsonCode(SEPARATORS[style] ?? ','));
}

function fileExpr({ fileName, contentType, shape }: Slot, variable: string, scope: Scope): Code {
  const options: Code[] = [
    ...(fileName === undefined ? [] : [entry('name', scope.variableOf(fileName))]),
    ...(contentType === undefined ? [] : [entry('type', jsonCode(contentType))]),
  ];
  const more = options.length > 0 ? [object(options)] : [];
  return scope.call(shape === 'list' ? 'files' : 'file', variable, ...more);
}
