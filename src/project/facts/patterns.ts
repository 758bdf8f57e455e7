import type { Declaration, DeclarationKind, Span, Value } from '../../model/facts.js';
import type { Expression, Identifier, Node } from '@babel/types';
import { type Collector, span } from './collector.js';
import { keyName } from './keys.js';
import { signature } from './signatures.js';

type OnName = (id: Identifier, path: string[], fallback: Expression | undefined) => void;

/** Visits each name a pattern binds, with the way to it and its own default. */
export function eachName(
  collector: Collector,
  pattern: Node | null,
  path: string[],
  onName: OnName,
  fallback?: Expression,
): void {
  switch (pattern?.type) {
    case 'Identifier':
      return onName(pattern, path, fallback);
    case 'AssignmentPattern':
      return eachName(collector, pattern.left, path, onName, pattern.right);
    case 'RestElement':
      return eachName(collector, pattern.argument, [...path, '...'], onName);
    case 'TSParameterProperty':
      return eachName(collector, pattern.parameter, path, onName);
    case 'ArrayPattern':
      return pattern.elements.forEach((element, index) =>
        eachName(collector, element, [...path, String(index)], onName),
      );
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') eachName(collector, property, path, onName);
        else eachName(collector, property.value, [...path, keyName(property)], onName);
      }
      break;
    default:
  }
}

/** Brings the names of a pattern into scope. */
export function declareNames(collector: Collector, pattern: Node, kind: DeclarationKind): number[] {
  const declared: number[] = [];
  eachName(collector, pattern, [], (id) => {
    declared.push(collector.declare(id.name, kind, nameSpan(id)));
  });
  return declared;
}

/** Says of names already in scope what they are set to. */
export function bindNames(
  collector: Collector,
  pattern: Node,
  from: { init?: Value | undefined; path?: string[]; parameter?: number; tried?: Span },
): void {
  eachName(collector, pattern, from.path ?? [], (id, path, fallback) => {
    const ownDefault = fallback && collector.value(fallback);
    const declaration = collector.declarations[collector.scope.find(id.name)];
    if (!declaration) return;
    const init = from.init ?? ownDefault;
    const type = collector.typeText(id.typeAnnotation);
    const more: Partial<Declaration> = { path };
    if (init) more.init = init;
    if (from.init && ownDefault) more.fallback = ownDefault;
    if (from.tried) more.tried = from.tried;
    if (type) more.type = type;
    if (from.parameter !== undefined) more.parameter = from.parameter;
    const annotation =
      id.typeAnnotation?.type === 'TSTypeAnnotation' && id.typeAnnotation.typeAnnotation;
    if (annotation && annotation.type === 'TSFunctionType') {
      more.functions = [signature(collector, annotation, id.name)];
    }
    Object.assign(declaration, more);
  });
}

/** A name alone: Babel's span of an annotated identifier takes in the annotation. */
export function nameSpan(id: Identifier) {
  const { start } = span(id);
  return { start, end: start + id.name.length };
}
