/** A conversation with a user in a terminal. Every question throws `cancelled` if the user cancels it. */
export interface Questions {
  intro(title: string): void;
  /** Shows text between questions, in a box if it has a title. */
  note(text: string, title?: string): void;
  text(question: TextQuestion): Promise<string>;
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  /** Asks for any number of the choices. */
  chooseSeveral(question: SeveralQuestion): Promise<string[]>;
  confirm(message: string, initial: boolean, options?: QuestionOptions): Promise<boolean>;
  /** Returns whether a question has already been answered, so that its answer can be offered again. */
  isKnown(key: string): boolean;
  /**
   * Asks for a line of text, with the earlier lines available, oldest first; pasted text may have
   * several lines. Undefined after Ctrl-D.
   */
  line(prompt: string, history: readonly string[]): Promise<string | undefined>;
  /** Does work during which the terminal does not echo keys except in questions; Ctrl-C still interrupts. */
  withoutEcho<T>(work: () => Promise<T>): Promise<T>;
}

/** Options that every question has. */
export interface QuestionOptions {
  /**
   * Path of the answer within its part, such as `name`. If absent, the question is about the whole
   * part or, without a part, identified by its words.
   */
  key?: string;
  /** Whether the initial answer is used without a question; the summary offers to change it. */
  isDerived?: boolean;
  /** Whether Esc and Shift+Tab end the question by throwing `BackError`. */
  canGoBack?: boolean;
  /**
   * Whether it confirms a change of data: the initial answer is no, and keys are ignored until it
   * can have been read.
   */
  isChange?: boolean;
  /** Label in the summary for changing the answer: "Change the tables". */
  change?: string;
}

export interface TextQuestion extends QuestionOptions {
  message: string;
  /** Default answer, which is shown while the field is empty. */
  initial?: string;
  /** Initial text of the field, which can be edited. */
  initialText?: string;
  /** Corrects an answer whose meaning is certain; the difference is shown. */
  correct?(answer: string): string;
  /** Returns a sentence about what is wrong with an answer; undefined if it is valid. */
  check?(answer: string): string | undefined;
  /**
   * Returns the answer for display, by default without secrets in URLs; an answer that contains a
   * secret is not stored.
   */
  maskText?(answer: string): string;
  /** Whether only dots are shown while it is typed. */
  isHidden?: true;
  /** Fault of the initial text of the field. */
  fault?: string;
  /** Suggestions that are listed while the field is empty; the first one is selected. */
  choices?: readonly { value: string; label: string; hint?: string }[];
  /** Returns the interpretation of the typed text, which is shown below the field. */
  interpret?(text: string): string | undefined;
}

interface ChoiceQuestion<Value extends string> extends QuestionOptions {
  message: string;
  choices: readonly Choice<Value>[];
  initial?: Value;
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
  /** Whether it is shown with its reason as the hint, but cannot be selected. */
  isDisabled?: boolean;
  /** Label in the summary for this choice, if another one was selected: "Allow changes". */
  change?: string;
}

export interface SeveralQuestion extends QuestionOptions {
  message: string;
  choices: readonly SeveralChoice[];
  initial: readonly string[];
  /** Returns a text about the selected values, which is shown during the selection. */
  status?(values: readonly string[]): string;
  check?(values: readonly string[]): string | undefined;
}

interface SeveralChoice {
  value: string;
  label: string;
  hint?: string;
  /** Group of the choice; choices of one group are adjacent and can be selected together. */
  group?: string;
}

/**
 * Returns questions about a part such as `tools[1]`. Their keys begin with its path, so that equal
 * questions have separate answers.
 */
export function questionsAt(questions: Questions, part: string): Questions {
  const withPartKey = <Question extends QuestionOptions>(question: Question): Question => ({
    ...question,
    key: question.key === undefined ? part : `${part}.${question.key}`,
  });
  return {
    intro: (title) => questions.intro(title),
    note: (text, title) => questions.note(text, title),
    isKnown: (key) => questions.isKnown(`${part}.${key}`),
    line: (prompt, history) => questions.line(prompt, history),
    withoutEcho: (work) => questions.withoutEcho(work),
    text: (question) => questions.text(withPartKey(question)),
    choose: (question) => questions.choose(withPartKey(question)),
    chooseSeveral: (question) => questions.chooseSeveral(withPartKey(question)),
    confirm: (message, initial, options = {}) =>
      questions.confirm(message, initial, withPartKey(options)),
  };
}

/** Stands for a line break in a pasted text, because a field has one line. */
export const LINE_BREAK = '↵';

/** Thrown if the user wants to return to the previous question. */
export class BackError extends Error {
  override name = 'BackError';
}
