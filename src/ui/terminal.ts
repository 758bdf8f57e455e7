import type { Ui, View } from '../model/ui.js';
import { wrappedText } from '../model/wrap.js';
import { paint, takesColor } from './paint.js';
import { printable, verbatim, withoutCommands } from './printable.js';

/** Indents the lines below a line with a mark. */
const INDENT = '  ';

/** What is used of a process stream. */
interface Output {
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
  const isLog = Boolean(env.CI || env.GITHUB_ACTIONS || env.TF_BUILD || env.TEAMCITY_VERSION);
  const forPeople = ({ isTTY }: Output, text: string) =>
    isTTY ? printable(text) : withoutCommands(printable(text));
  const say = (text: string) => bottom.write(`${forPeople(stderr, text)}\n`);
  /** Behind a mark of one column; in a terminal, lines that are too long go on below their first word. */
  const sentences = (mark: string, text: string, style = (line: string) => line) => {
    const lines = stderr.isTTY ? wrappedText(text, view.columns - INDENT.length) : text;
    say(`${mark} ${style(lines.replaceAll('\n', `\n${INDENT}`))}`);
  };

  const notes: string[] = [];
  const ui: Ui = {
    result(text) {
      const { stdout } = streams;
      stdout.write(forPeople(stdout, text.replace(/\n?$/, '\n')));
    },
    data(text) {
      const { stdout } = streams;
      stdout.write((stdout.isTTY ? printable : verbatim)(text.replace(/\n?$/, '\n')));
    },
    write(text) {
      const { stdout } = streams;
      if (stdout.isTTY) stdout.write(printable(text));
      else stdout.write(isLog ? withoutCommands(text) : text);
    },
    notes,
    note(text) {
      notes.push(text);
      say(text);
    },
    step: (text) => sentences(cyan('•'), text),
    success: (text) => sentences(green('✔'), text),
    warn(text) {
      notes.push(text);
      sentences(yellow('▲'), text);
    },
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

const FRAMES = ['◒', '◐', '◓', '◑'];
const FRAME_MS = 80;
/** From then on, a moving line has the seconds. */
const SILENT_SECONDS = 2;
const ERASE_LINE = '\r\u001b[2K';

/** One moving line at the bottom of a terminal; what is written goes above it. */
interface Spinner {
  start(text: string): void;
  update(text: string): void;
  write(text: string): void;
  stop(): void;
}

function spinner(output: Output, paintFrame: (frame: string) => string): Spinner {
  let timer: NodeJS.Timeout | undefined;
  let line = '';
  let frame = 0;
  let begin = 0;

  const draw = () => {
    // A line that wraps could not be erased.
    const seconds = Math.floor((performance.now() - begin) / 1000);
    const time = seconds < SILENT_SECONDS ? '' : `  ${seconds} s`;
    const text = line.slice(0, (output.columns ?? 80) - 3 - time.length);
    output.write(`${ERASE_LINE}${paintFrame(FRAMES[frame] ?? '')} ${text}${time}`);
  };
  const stop = () => {
    if (!timer) return;
    clearInterval(timer);
    timer = undefined;
    output.write(ERASE_LINE);
  };

  return {
    start(text) {
      stop();
      line = text;
      begin = performance.now();
      draw();
      timer = setInterval(() => {
        frame = (frame + 1) % FRAMES.length;
        draw();
      }, FRAME_MS);
      timer.unref();
    },
    update: (text) => void (line = text),
    write(text) {
      if (timer) output.write(ERASE_LINE);
      output.write(text);
      if (timer) draw();
    },
    stop,
  };
}
