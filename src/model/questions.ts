/** A conversation with a person at a terminal. Every question throws `cancelled` when the person backs out. */
export interface Questions {
  intro(title: string): void;
  /** Text to read between questions. */
  note(text: string, title: string): void;
  text(question: TextQuestion): Promise<string>;
  choose<Value extends string>(question: ChoiceQuestion<Value>): Promise<Value>;
  confirm(message: string, initial: boolean): Promise<boolean>;
  /** Free text with the earlier lines at hand, oldest first; several lines where they are pasted. Undefined: Ctrl-D. */
  line(prompt: string, history: readonly string[]): Promise<string | undefined>;
}

export interface TextQuestion {
  message: string;
  /** Taken when nothing is typed, and shown until then. */
  initial?: string;
  /** What is wrong with an answer, as a sentence shown below it. */
  check?(answer: string): string | undefined;
}

export interface ChoiceQuestion<Value extends string> {
  message: string;
  choices: readonly { value: Value; label: string }[];
  initial?: Value;
}
