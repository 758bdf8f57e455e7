import { CliError } from '../model/errors/cli-error.js';
import { BackError, type QuestionOptions, type Questions } from '../model/questions.js';
import { replaceSecretsByDots } from '../model/secrets.js';
import { unusableAnswer, UnusableAnswerError } from './unusable-answer.js';

export type Answer = string | boolean | string[];

export interface SavedAnswer {
  answer: Answer;
  /** The answer as the user saw it. */
  shown: string;
  message: string;
}

/** A question that was answered, or whose initial answer was used. */
export interface InterviewItem extends SavedAnswer {
  /** Path of the answer: `tools[1].arguments[0].name`. */
  key: string;
  /** Changes of the answer that the last screen offers. */
  changes: readonly AnswerChange[];
}

interface AnswerChange {
  label: string;
  hint?: string;
  /** The new answer; if absent, the question is asked again. */
  answer?: Answer;
}

/**
 * Questions whose answers are stored, so that any of them can be asked again. `ask` runs from its
 * beginning each time and gets known answers without a question, so it must only ask and read.
 */
export class Interview {
  readonly #questions: Questions;
  /** Answers by key. */
  readonly answers: Map<string, Answer>;
  /** Answers to show when the question is asked again. */
  readonly #former = new Map<string, Answer>();
  /** Faults of these answers. */
  readonly #faults = new Map<string, string>();
  /** The last answer to each question, including those that are asked again. */
  readonly latestAnswers: Map<string, SavedAnswer>;
  /** Keys of derived answers that the user wants to give. */
  readonly #wanted = new Set<string>();
  #items: InterviewItem[] = [];
  readonly #keep: () => Promise<void>;

  /** @param keep runs after each answer and saves what is `given` */
  constructor(
    questions: Questions,
    savedAnswers: ReadonlyMap<string, SavedAnswer> = new Map(),
    keep: () => Promise<void> = async () => undefined,
  ) {
    this.#questions = questions;
    this.#keep = keep;
    this.latestAnswers = new Map(savedAnswers);
    this.answers = new Map(Array.from(savedAnswers, ([key, { answer }]) => [key, answer]));
  }

  /** The answers of the last run, in the order of the questions. */
  get items(): readonly InterviewItem[] {
    return this.#items;
  }

  async run<T>(ask: (questions: Questions) => Promise<T>): Promise<T> {
    for (;;) {
      this.#items = [];
      try {
        return await ask(this.#pass());
      } catch (error) {
        if (error instanceof BackError) this.goBack();
        else this.#refuse(error);
      }
    }
  }

  /**
   * Repeats the question whose answer cannot be used, or, if that is unknown, the last question, so
   * that no failure ends the conversation.
   */
  #refuse(error: unknown): void {
    const last =
      error instanceof UnusableAnswerError
        ? this.#items.at(-1)
        : this.#items.findLast(({ key }) => this.answers.has(key));
    const failure = error instanceof CliError && error.exit !== 130 ? unusableAnswer(error) : error;
    // Without a question, the answer was an option, so the command fails.
    if (!last || !(failure instanceof UnusableAnswerError))
      throw error instanceof UnusableAnswerError ? (error.cause ?? error) : error;
    this.#faults.set(last.key, failure.message);
    this.reopen(last.key);
  }

  /** Repeats this question in the next run. */
  reopen(key: string): void {
    const answer = this.#items.find((item) => item.key === key)?.answer;
    if (answer !== undefined) this.#former.set(key, answer);
    this.answers.delete(key);
    this.#wanted.add(key);
  }

  /** Uses this answer in the next run. */
  give(key: string, answer: Answer): void {
    this.answers.set(key, answer);
  }

  /** Repeats the last question in the next run. */
  goBack(): void {
    const last = this.#items.findLast(({ key }) => this.answers.has(key));
    if (last) this.reopen(last.key);
  }

  /** Whether an earlier answer can be changed; at the first question, Esc has no question to return to. */
  get #canGoBack(): boolean {
    return this.#items.some(({ key }) => this.answers.has(key));
  }

  /**
   * @param maySave whether an answer may be saved
   * @param changes that the last screen offers for an answer; by default the question's own label
   * @param accepts whether a known answer is valid; otherwise it is asked for again, with the
   * answer in the field
   * @param isPossible whether an earlier answer is possible, because the choices may have changed
   */
  async #answer<T extends Answer>(
    {
      message,
      key = message,
      isDerived,
      initial,
      change,
      accepts = () => true,
      keeps: maySave = () => true,
      changes = () => (change === undefined ? [] : [{ label: change }]),
    }: QuestionOptions & {
      message: string;
      initial?: T;
      accepts?(knownAnswer: T): boolean;
      keeps?(givenAnswer: T): boolean;
      changes?(givenAnswer: T): readonly AnswerChange[];
    },
    isPossible: (answer: Answer) => answer is T,
    shown: (answer: T) => string,
    askUser: (formerAnswer: T | undefined, fault: string | undefined) => Promise<T>,
  ): Promise<T> {
    if (this.#items.some((item) => item.key === key))
      throw new Error(`"${key}" is asked for twice: name the parts with "questionsAt".`);
    const savedAnswer = this.answers.get(key);
    let finalAnswer: T;
    let isNew = false;
    if (savedAnswer !== undefined && isPossible(savedAnswer) && accepts(savedAnswer))
      finalAnswer = savedAnswer;
    else if (isDerived && initial !== undefined && !this.#wanted.has(key)) finalAnswer = initial;
    else {
      const formerAnswer = savedAnswer ?? this.#former.get(key);
      const fault = this.#faults.get(key);
      this.#faults.delete(key);
      finalAnswer = await askUser(
        formerAnswer !== undefined && isPossible(formerAnswer) ? formerAnswer : undefined,
        fault,
      );
      this.answers.set(key, finalAnswer);
      isNew = true;
    }
    if (!maySave(finalAnswer)) this.latestAnswers.delete(key);
    else if (this.answers.has(key))
      this.latestAnswers.set(key, { answer: finalAnswer, shown: shown(finalAnswer), message });
    if (isNew) await this.#keep();
    const item = {
      key,
      message,
      answer: finalAnswer,
      shown: shown(finalAnswer),
      changes: changes(finalAnswer),
    };
    this.#items.push(item);
    return finalAnswer;
  }

  #pass(): Questions {
    const questions = this.#questions;
    const withFault = (fault: string | undefined): Questions => {
      if (fault !== undefined) questions.note(fault);
      return questions;
    };

    return {
      intro: (title) => questions.intro(title),
      note: (text, title) => questions.note(text, title),
      isKnown: (key) => this.answers.has(key),
      line: (prompt, history) => questions.line(prompt, history),
      withoutEcho: (work) => questions.withoutEcho(work),
      text: (question) => {
        const { maskText = replaceSecretsByDots } = question;
        return this.#answer(
          {
            ...question,
            accepts: (text) => question.check?.(text) === undefined,
            keeps: (text) => maskText(text) === text,
          },
          (text): text is string => typeof text === 'string',
          (text) => question.choices?.find(({ value }) => value === text)?.label ?? maskText(text),
          (formerAnswer, fault) =>
            questions.text({
              ...question,
              canGoBack: this.#canGoBack,
              ...(formerAnswer !== undefined && { initialText: formerAnswer }),
              ...(fault !== undefined && { fault }),
            }),
        );
      },
      choose: (question) => {
        const choice = (value: Answer) =>
          question.choices.find((candidate) => candidate.value === value);
        return this.#answer(
          {
            ...question,
            changes: (answer) =>
              question.choices.flatMap(({ value, hint, change }) =>
                change === undefined || value === answer
                  ? []
                  : [{ label: change, answer: value, ...(hint !== undefined && { hint }) }],
              ),
          },
          (value): value is (typeof question.choices)[number]['value'] =>
            choice(value) !== undefined,
          // The text after a colon explains the choice.
          (value) => choice(value)?.label.split(': ')[0] ?? value,
          (formerAnswer, fault) =>
            withFault(fault).choose({
              ...question,
              canGoBack: this.#canGoBack,
              ...(formerAnswer !== undefined && { initial: formerAnswer }),
            }),
        );
      },
      chooseSeveral: (question) =>
        this.#answer(
          { ...question, initial: [...question.initial] },
          (values): values is string[] =>
            Array.isArray(values) &&
            values.every((value) =>
              question.choices.some((possibleChoice) => possibleChoice.value === value),
            ),
          (values) =>
            values.length > 3
              ? `${values.length} of ${question.choices.length}`
              : values.join(', '),
          (formerAnswer, fault) =>
            withFault(fault).chooseSeveral({
              ...question,
              canGoBack: this.#canGoBack,
              initial: formerAnswer ?? question.initial,
            }),
        ),
      confirm: (message, initial, options = {}) =>
        this.#answer(
          {
            ...options,
            message,
            initial,
            changes: (answer) =>
              options.change === undefined ? [] : [{ label: options.change, answer: !answer }],
          },
          (value) => typeof value === 'boolean',
          (value) => (value ? 'yes' : 'no'),
          (formerAnswer, fault) =>
            withFault(fault).confirm(message, formerAnswer ?? initial, {
              canGoBack: this.#canGoBack,
            }),
        ),
    };
  }
}
