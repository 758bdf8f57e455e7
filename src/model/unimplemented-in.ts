import type { Module } from './module.js';
import type { SourceRange } from './source-range.js';

const UNIMPLEMENTED = ' is not implemented yet';

/** Returns the message with which the generated function of a tool or resource fails until its author writes it. */
export const unimplementedMessage = (name: string): string => name + UNIMPLEMENTED;

/**
 * Returns the tools and resources of a module whose function is still the generated placeholder,
 * and their positions.
 */
export const unimplementedIn = ({ calls }: Module): { name: string; at: SourceRange }[] =>
  calls.flatMap(({ callee, range, arguments: [first] }) => {
    const text = callee === 'ToolError' ? first?.value : undefined;
    if (typeof text !== 'string' || !text.endsWith(UNIMPLEMENTED)) return [];
    const name = text.slice(0, -UNIMPLEMENTED.length);
    return name === '' ? [] : [{ name, at: range }];
  });
