import { contentForm } from '../../model/media-type.js';
import { type Code, entry, jsonCode, spread } from '../../source/print/code.js';
import { str } from '../../source/print/text-literal.js';
import type { Slot } from './binding.js';
import { optionsOf, type Scope } from './scope.js';

const SEPARATORS: Readonly<Record<string, string>> = {
  spaceDelimited: 'spaces',
  pipeDelimited: 'pipes',
  tabDelimited: 'tabs',
};

/** An entry of `query`, `headers` or `cookies`: a query parameter, a header or a cookie. */
export function parameterEntry(slot: Slot, scope: Scope): Code {
  const { argument, name, place, shape, style = 'form', explode = true, contentType } = slot;
  if (argument === undefined) return entry(name, jsonCode(slot.constant));
  const isSpread = place !== 'header' && shape === 'object' && style === 'form' && explode;
  if (isSpread && contentType === undefined) return spread(scope.variableOf(argument));
  return entry(name, place === 'header' ? headerExpr(slot, scope) : queryExpr(slot, scope));
}

function queryExpr(slot: Slot, scope: Scope): Code {
  const { argument = '', shape, style = 'form', contentType, allowReserved, lists } = slot;
  const variable = scope.variableOf(argument);
  if (contentType !== undefined)
    return contentForm(contentType) === 'json' ? scope.call('json', variable) : variable;
  if (style === 'deepObject')
    return scope.call('deepObject', variable, ...optionsOf({ ...(lists && { lists }) }));
  if (allowReserved) return scope.call('reserved', variable);
  if (shape === 'scalar' || explodes(slot)) return variable;
  const separator = SEPARATORS[style];
  return scope.call('list', variable, ...(separator === undefined ? [] : [jsonCode(separator)]));
}

/** OpenAPI 3.1, Parameter Object: true for the style `form`. */
const explodes = ({ style = 'form', explode = style === 'form' }: Slot) => explode;

function headerExpr({ argument = '', shape, explode, contentType }: Slot, scope: Scope): Code {
  const variable = scope.variableOf(argument);
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return scope.call('headerJson', variable);
  if (shape === 'scalar') return variable;
  return scope.call(
    'headerList',
    variable,
    ...optionsOf(explode && shape === 'object' ? { explode } : {}),
  );
}

/** What stands between `${` and `}` in a path. */
export function pathParameterSource(slot: Slot, scope: Scope): string {
  const { argument = '', name, shape, style = 'simple', explode = false, contentType } = slot;
  const variable = scope.variableOf(argument);
  if (contentType !== undefined && contentForm(contentType) === 'json')
    return `JSON.stringify(${variable})`;
  if (style === 'simple' && shape === 'scalar') return variable;
  scope.call(style);
  const values = [
    ...(style === 'matrix' ? [str(name)] : []),
    variable,
    ...(explode && shape !== 'scalar' ? ['{ explode: true }'] : []),
  ];
  return `${style}(${values.join(', ')})`;
}
