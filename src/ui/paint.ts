import type { Writable } from 'node:stream';
import type { Paint, Style } from '../model/ui.js';
import { styledText } from './printable.js';
import type { Environment } from './terminal.js';

/**
 * Returns whether to use colors on a stream: https://no-color.org and https://force-color.org, both
 * only if not empty; NO_COLOR has precedence.
 */
export function supportsColor(isTerminal: boolean, environment: Environment): boolean {
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
    const [startCode, endCode] = CODES[name];
    return color ? styledText(startCode, text, endCode) : text;
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

/**
 * Matches codes of colors, bold, faint, italic, underlined and crossed-out text, but not inverse,
 * which marks the cursor.
 */
// eslint-disable-next-line no-control-regex -- control sequences are what is looked for
const COLORS = /\u001b\[(?:[1-4]|9|2[2-49]|[34]\d|9\d|10\d)(?:;\d+)*m/g;

/** Returns the stream with colors removed from its output, because not all libraries honor NO_COLOR. */
export const withoutColor = <Stream extends Writable>(output: Stream): Stream =>
  new Proxy(output, {
    get(stream, name) {
      if (name === 'write') return (text: string) => stream.write(text.replace(COLORS, ''));
      const value: unknown = Reflect.get(stream, name);
      return typeof value === 'function' ? (value.bind(stream) as unknown) : value;
    },
  });
