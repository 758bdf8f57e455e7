import type { Ui, View } from '../model/ui.js';
import { wrappedText } from '../model/wrap.js';
import { paint, takesColor } from './paint.js';
import { printable } from './printable.js';
import { spinner } from './spinner.js';

/** Of lines below one with a mark. */
const INDENT = '  ';

/** What is used of a process stream. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export interface Streams {
  /** These two are read late: opening each takes Node a millisecond. */
  readonly stdin: { isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The `Ui` of a process. Colour is decided here, once for each stream. */
export function terminalUi(streams: Streams, env: Environment, ask: Ui['ask']): Ui {
  const { stderr } = streams;
  const view = viewOf(stderr, env);
  let stdoutView: View | undefined;
  const { red, green, yellow, cyan, dim } = view.paint;
  const bottom = spinner(stderr, cyan);
  const animated = stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI;
  const say = (text: string) => bottom.write(`${printable(text)}\n`);
  /** Behind a mark of one column; in a terminal, lines that are too long go on below their first word. */
  const sentences = (mark: string, text: string, style = (line: string) => line) => {
    const lines = stderr.isTTY ? wrappedText(text, view.columns - INDENT.length) : text;
    say(`${mark} ${style(lines.replaceAll('\n', `\n${INDENT}`))}`);
  };

  const write = (text: string) => {
    const { stdout } = streams;
    stdout.write(stdout.isTTY ? printable(text) : text);
  };

  const ui: Ui = {
    result: (text) => write(text.replace(/\n?$/, '\n')),
    write,
    note: say,
    step: (text) => sentences(cyan('•'), text),
    success: (text) => sentences(green('✔'), text),
    warn: (text) => sentences(yellow('▲'), text),
    error(message, hint) {
      sentences(red('✖'), message);
      if (hint) sentences(' ', hint, dim);
    },
    async progress(label, work) {
      if (animated) bottom.start(printable(label));
      else ui.step(label);
      try {
        const outcome = await work((detail) => bottom.update(printable(`${label} ${detail}`)));
        bottom.stop();
        ui.success(label);
        return outcome;
      } catch (failure) {
        bottom.stop();
        ui.error(label);
        throw failure;
      }
    },
    async waiting(label, work) {
      if (!animated) return work();
      bottom.start(printable(label));
      try {
        return await work();
      } finally {
        bottom.stop();
      }
    },
    ask,
    get interactive() {
      // Questions move the cursor.
      return stderr.isTTY === true && env.TERM !== 'dumb' && streams.stdin.isTTY === true;
    },
    get stdout() {
      return (stdoutView ??= viewOf(streams.stdout, env));
    },
    stderr: view,
  };
  return ui;
}

function viewOf(stream: Output, env: Environment): View {
  const color = takesColor(stream.isTTY === true, env);
  // A terminal that was not told its size says 0.
  const { columns = 0 } = stream;
  return { color, columns: columns > 0 ? columns : 80, paint: paint(color) };
}
