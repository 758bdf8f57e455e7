import { wrapText } from '../model/text/wrap.js';
import type { Ui, View } from '../model/ui.js';
import { paint, supportsColor } from './paint.js';
import { printable, withColors, withoutCommands } from './printable.js';

/** Indents the lines below a line with a mark. */
const INDENT = '  ';

/** The used parts of a process stream. */
interface OutputStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

interface ProcessStreams {
  /** These streams are opened on demand, because each takes Node.js a millisecond. */
  readonly stdin: { isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the `Ui` of a process. Colors are decided here, once for each stream.
 * @param isForProgram whether a program reads stdout, which cannot answer: nothing is asked, even in a terminal
 */
export function terminalUi(
  streams: ProcessStreams,
  env: Environment,
  ask: Ui['ask'],
  isForProgram = false,
): Ui {
  const { stderr } = streams;
  const view = streamView(stderr, env);
  let stdoutView: View | undefined;
  const { red, green, yellow, cyan, dim } = view.paint;
  const spinner = createSpinner(stderr, cyan);
  const isAnimated = stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI;
  const isLog = Boolean(env.CI || env.GITHUB_ACTIONS || env.TF_BUILD || env.TEAMCITY_VERSION);
  const forPeople = ({ isTTY }: OutputStream, text: string) =>
    isTTY ? printable(text) : withoutCommands(printable(text));
  const printLine = (text: string) => spinner.write(`${forPeople(stderr, text)}\n`);
  /** Prints text after a mark of one column; in a terminal, long lines continue below their first word. */
  const sentences = (mark: string, text: string, style = (line: string) => line) => {
    const lines = stderr.isTTY ? wrapText(text, view.columns - INDENT.length) : text;
    printLine(`${mark} ${style(lines.replaceAll('\n', `\n${INDENT}`))}`);
  };

  const notes: string[] = [];
  const ui: Ui = {
    result(text) {
      const { stdout } = streams;
      stdout.write(forPeople(stdout, text.replace(/\n?$/, '\n')));
    },
    data(text) {
      const { stdout } = streams;
      stdout.write((stdout.isTTY ? printable : withColors)(text.replace(/\n?$/, '\n')));
    },
    write(text) {
      const { stdout } = streams;
      if (stdout.isTTY) stdout.write(printable(text));
      else stdout.write(isLog ? withoutCommands(text) : text);
    },
    notes,
    note(text) {
      notes.push(text);
      printLine(text);
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
      if (isAnimated) spinner.start(printable(label));
      else ui.step(label);
      try {
        const outcome = await work((detail) => spinner.update(printable(`${label} ${detail}`)));
        spinner.stop();
        ui.success(label);
        return outcome;
      } catch (failure) {
        spinner.stop();
        ui.error(label);
        throw failure;
      }
    },
    async transientProgress(label, work) {
      if (!isAnimated) return work();
      spinner.start(printable(label));
      try {
        return await work();
      } finally {
        spinner.stop();
      }
    },
    ask,
    get interactive() {
      if (isForProgram || isCi(env)) return false;
      // Questions move the cursor, which a dumb terminal cannot do.
      return stderr.isTTY === true && env.TERM !== 'dumb' && streams.stdin.isTTY === true;
    },
    get stdout() {
      return (stdoutView ??= streamView(streams.stdout, env));
    },
    stderr: view,
  };
  return ui;
}

/** Returns whether this runs in continuous integration, whose containers can have terminals, but no users. Users deny it with `CI=false`. */
export const isCi = ({ CI = '' }: Environment): boolean => !/^(?:|0|false)$/i.test(CI);

function streamView(stream: OutputStream, env: Environment): View {
  const color = supportsColor(stream.isTTY === true, env);
  // A terminal of unknown size reports 0.
  const { columns = 0 } = stream;
  return {
    color,
    columns: columns > 0 ? columns : 80,
    isTerminal: stream.isTTY === true,
    paint: paint(color),
  };
}

const FRAMES = ['◒', '◐', '◓', '◑'];
const FRAME_MS = 80;
/** Delay after which a moving line shows the seconds. */
const SILENT_SECONDS = 2;
const ERASE_LINE = '\r\u001b[2K';

/** A moving line at the bottom of a terminal, above which other output appears. */
interface Spinner {
  start(text: string): void;
  update(text: string): void;
  write(text: string): void;
  stop(): void;
}

function createSpinner(output: OutputStream, paintFrame: (frame: string) => string): Spinner {
  let timer: NodeJS.Timeout | undefined;
  let line = '';
  let frame = 0;
  let startTime = 0;

  const draw = () => {
    // A wrapped line could not be erased.
    const seconds = Math.floor((performance.now() - startTime) / 1000);
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
      startTime = performance.now();
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
