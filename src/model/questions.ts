/** A conversation with a person at a terminal. Every question throws `cancelled` when the person backs out. */
export interface Questions {
  intro(title: string): void;
  /** Text to read between questions, in a box if it has a title. */
  note(text: string, title?: string): void;
  text(question: TextQuestion): Promise<string>;
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  /** Any number of the choices. */
  chooseSeveral(question: SeveralQuestion): Promise<string[]>;
  confirm(message: string, initial: boolean, asked?: Asked): Promise<boolean>;
  /** Whether a question has been answered before: its answer may be on offer again. */
  isKnown(key: string): boolean;
  /** Free text with the earlier lines at hand, oldest first; several lines where they are pasted. Undefined: Ctrl-D. */
  line(prompt: string, history: readonly string[]): Promise<string | undefined>;
  /** The terminal shows no keys that are typed while `work` runs, except those of questions; Ctrl-C interrupts as ever. */
  silently<T>(work: () => Promise<T>): Promise<T>;
}

/** What holds for every question. */
export interface Asked {
  /** What it asks for, as a path within its part: `name`. Absent: all that its part asks for; without a part, its words. */
  key?: string;
  /** Its initial answer is taken unless the person changes it in the summary. */
  derived?: boolean;
  /** Esc and Shift+Tab end the question with `Back`. */
  back?: boolean;
  /** It confirms a change of data: its initial answer is no, and it takes no keys until it can have been read. */
  isChange?: boolean;
  /** The last screen offers to change the answer, in these words: "Change the tables". */
  change?: string;
}

export interface TextQuestion extends Asked {
  message: string;
  /** Taken when nothing is typed, and shown until then. */
  initial?: string;
  /** Stands in the field, to be edited. */
  typed?: string;
  /** What was certainly meant; the difference is shown. */
  correct?(answer: string): string;
  /** What is wrong with an answer, as a sentence shown below it. */
  check?(answer: string): string | undefined;
  /** An answer as it may be shown; one that contains a secret is not kept. */
  masked?(answer: string): string;
  /** Only dots are shown of it while it is typed. */
  hidden?: true;
  /** Known to be wrong with what stands in the field. */
  fault?: string;
  /** Shown as a list until something is typed; the first one is chosen. */
  choices?: readonly { value: string; label: string; hint?: string }[];
  /** What a text is taken for, shown below it while it is typed. */
  takenFor?(text: string): string | undefined;
}

interface ChoiceQuestion<Value extends string> extends Asked {
  message: string;
  choices: readonly Choice<Value>[];
  initial?: Value;
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
  /** It is shown with its reason as the hint, and cannot be taken. */
  disabled?: boolean;
  /** If another one is taken, the last screen offers this one, in these words: "Allow changes". */
  change?: string;
}

export interface SeveralQuestion extends Asked {
  message: string;
  choices: readonly SeveralChoice[];
  initial: readonly string[];
  /** About the values that are selected, shown while the person selects. */
  status?(values: readonly string[]): string;
  check?(values: readonly string[]): string | undefined;
}

interface SeveralChoice {
  value: string;
  label: string;
  hint?: string;
  /** Choices of one group follow each other, and can be selected together. */
  group?: string;
}

/** Questions about a part, such as `tools[1]`: their keys begin with its path, so answers to equal words stay apart. */
export function at(questions: Questions, part: string): Questions {
  const within = <Question extends Asked>(question: Question): Question => ({
    ...question,
    key: question.key === undefined ? part : `${part}.${question.key}`,
  });
  return {
    intro: (title) => questions.intro(title),
    note: (text, title) => questions.note(text, title),
    isKnown: (key) => questions.isKnown(`${part}.${key}`),
    line: (prompt, history) => questions.line(prompt, history),
    silently: (work) => questions.silently(work),
    text: (question) => questions.text(within(question)),
    choose: (question) => questions.choose(within(question)),
    chooseSeveral: (question) => questions.chooseSeveral(within(question)),
    confirm: (message, initial, asked = {}) => questions.confirm(message, initial, within(asked)),
  };
}

/** Stands for a line break in a pasted text: a field has one line. */
export const LINE_BREAK = '↵';

/** The person wants to see the question before. */
export class Back extends Error {
  override name = 'Back';
}
