import type { Module } from './module.js';
import type { SourceRange } from './source-range.js';

/**
 * Returns the tools and resources of a module whose function is still the generated placeholder,
 * and their positions.
 */
export const unimplementedIn = ({ calls }: Module): { name: string; at: SourceRange }[] =>
  calls.flatMap(({ callee, range, arguments: [first] }) => {
    const text = callee === 'ToolError' ? first?.value : undefined;
    const [, name] = (typeof text === 'string' && /^(.+) is not implemented yet$/.exec(text)) || [];
    return name === undefined ? [] : [{ name, at: range }];
  });
