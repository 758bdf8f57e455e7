import type { Paint, Style } from '../model/ui.js';
import type { Environment } from './terminal.js';

/**
 * Whether a stream takes colour: https://no-color.org and https://force-color.org, both only where not empty; the
 * person who says no wins.
 */
export function takesColor(isTerminal: boolean, environment: Environment): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return !/^(0|false)$/.test(environment.FORCE_COLOR);
  return isTerminal && environment.TERM !== 'dumb';
}

/** SGR codes (ECMA-48, 8.3.117): on, off. */
const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export function paint(color: boolean): Paint {
  const style = (name: Style) => (text: string) => {
    const [on, off] = CODES[name];
    return color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    cyan: style('cyan'),
  };
}
