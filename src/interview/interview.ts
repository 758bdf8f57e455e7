import { CliError } from '../model/errors/cli-error.js';
import { type Asked, Back, type Questions } from '../model/questions.js';
import { Unusable, unusable } from './unusable-answer.js';

export type Answer = string | boolean | string[];

export interface Given {
  answer: Answer;
  /** The answer as the person saw it. */
  shown: string;
  message: string;
}

/** A question that was answered, or whose initial answer was taken. */
export interface Item extends Given {
  /** What the question asks for: `tools[1].arguments[0].name`. */
  key: string;
  /** What the last screen offers in place of the answer. */
  changes: readonly Change[];
}

interface Change {
  label: string;
  hint?: string;
  /** Absent: the question is asked again. */
  answer?: Answer;
}

/**
 * Questions whose answers are kept: any of them can be asked again. `ask` runs from its beginning each time; known
 * answers are given to it without a question, so it must do nothing but ask and read.
 */
export class Interview {
  readonly #questions: Questions;
  /** By key. */
  readonly answers: Map<string, Answer>;
  /** Answers to show when the question is asked again. */
  readonly #former = new Map<string, Answer>();
  /** What is wrong with them. */
  readonly #faults = new Map<string, string>();
  /** The last answer to each question that was asked, also where it is asked again. */
  readonly given: Map<string, Given>;
  /** Derived answers that the person wants to give. */
  readonly #wanted = new Set<string>();
  #items: Item[] = [];
  readonly #keep: () => Promise<void>;

  /** @param keep runs after each answer, to save what is `given` */
  constructor(
    questions: Questions,
    given: ReadonlyMap<string, Given> = new Map(),
    keep: () => Promise<void> = async () => undefined,
  ) {
    this.#questions = questions;
    this.#keep = keep;
    this.given = new Map(given);
    this.answers = new Map(Array.from(given, ([key, { answer }]) => [key, answer]));
  }

  /** The answers of the last run, in the order of the questions. */
  get items(): readonly Item[] {
    return this.#items;
  }

  async run<T>(ask: (questions: Questions) => Promise<T>): Promise<T> {
    for (;;) {
      this.#items = [];
      try {
        return await ask(this.#pass());
      } catch (error) {
        if (error instanceof Back) this.goBack();
        else this.#refuse(error);
      }
    }
  }

  /**
   * The next run asks the question again whose answer cannot be used; where that is not known, the last one that was
   * asked: no failure ends the conversation.
   */
  #refuse(error: unknown): void {
    const last =
      error instanceof Unusable
        ? this.#items.at(-1)
        : this.#items.findLast(({ key }) => this.answers.has(key));
    const failure = error instanceof CliError && error.exit !== 130 ? unusable(error) : error;
    // Without a question, the answer was an option: the command ends with the failure itself.
    if (!last || !(failure instanceof Unusable))
      throw error instanceof Unusable ? (error.cause ?? error) : error;
    this.#faults.set(last.key, failure.message);
    this.reopen(last.key);
  }

  /** The next run asks this question again. */
  reopen(key: string): void {
    const answer = this.#items.find((item) => item.key === key)?.answer;
    if (answer !== undefined) this.#former.set(key, answer);
    this.answers.delete(key);
    this.#wanted.add(key);
  }

  /** The next run has this answer. */
  give(key: string, answer: Answer): void {
    this.answers.set(key, answer);
  }

  /** The next run asks the last question again. */
  goBack(): void {
    const last = this.#items.findLast(({ key }) => this.answers.has(key));
    if (last) this.reopen(last.key);
  }

  /** At the first question, Esc cancels: there is nothing before it. */
  get #canGoBack(): boolean {
    return this.#items.some(({ key }) => this.answers.has(key));
  }

  /**
   * @param keeps whether an answer may be saved
   * @param changes what the last screen offers in place of an answer; by default the question with its words for that
   * @param accepts a known answer that it refuses is asked for again, and stands in the field
   * @param isPossible an answer that was given before, perhaps where others were offered
   */
  async #answer<T extends Answer>(
    {
      message,
      key = message,
      derived,
      initial,
      change,
      accepts = () => true,
      keeps = () => true,
      changes = () => (change === undefined ? [] : [{ label: change }]),
    }: Asked & {
      message: string;
      initial?: T;
      accepts?(known: T): boolean;
      keeps?(given: T): boolean;
      changes?(given: T): readonly Change[];
    },
    isPossible: (answer: Answer) => answer is T,
    shown: (answer: T) => string,
    put: (former: T | undefined, fault: string | undefined) => Promise<T>,
  ): Promise<T> {
    if (this.#items.some((item) => item.key === key))
      throw new Error(`"${key}" is asked for twice: name the parts with "at".`);
    const saved = this.answers.get(key);
    let given: T;
    let isNew = false;
    if (saved !== undefined && isPossible(saved) && accepts(saved)) given = saved;
    else if (derived && initial !== undefined && !this.#wanted.has(key)) given = initial;
    else {
      const former = saved ?? this.#former.get(key);
      const fault = this.#faults.get(key);
      this.#faults.delete(key);
      given = await put(former !== undefined && isPossible(former) ? former : undefined, fault);
      this.answers.set(key, given);
      isNew = true;
    }
    if (!keeps(given)) this.given.delete(key);
    else if (this.answers.has(key))
      this.given.set(key, { answer: given, shown: shown(given), message });
    if (isNew) await this.#keep();
    const item = { key, message, answer: given, shown: shown(given), changes: changes(given) };
    this.#items.push(item);
    return given;
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
      silently: (work) => questions.silently(work),
      text: (question) => {
        const { masked = (text: string) => text } = question;
        return this.#answer(
          {
            ...question,
            accepts: (text) => question.check?.(text) === undefined,
            keeps: (text) => masked(text) === text,
          },
          (text): text is string => typeof text === 'string',
          (text) => question.choices?.find(({ value }) => value === text)?.label ?? masked(text),
          (former, fault) =>
            questions.text({
              ...question,
              back: this.#canGoBack,
              ...(former !== undefined && { typed: former }),
              ...(fault !== undefined && { fault }),
            }),
        );
      },
      choose: (question) => {
        const choice = (value: Answer) => question.choices.find((each) => each.value === value);
        return this.#answer(
          {
            ...question,
            changes: (given) =>
              question.choices.flatMap(({ value, hint, change }) =>
                change === undefined || value === given
                  ? []
                  : [{ label: change, answer: value, ...(hint !== undefined && { hint }) }],
              ),
          },
          (value): value is (typeof question.choices)[number]['value'] =>
            choice(value) !== undefined,
          // What follows a colon explains the choice.
          (value) => choice(value)?.label.split(': ')[0] ?? value,
          (former, fault) =>
            withFault(fault).choose({
              ...question,
              back: this.#canGoBack,
              ...(former !== undefined && { initial: former }),
            }),
        );
      },
      chooseSeveral: (question) =>
        this.#answer(
          { ...question, initial: [...question.initial] },
          (values): values is string[] =>
            Array.isArray(values) &&
            values.every((value) => question.choices.some((each) => each.value === value)),
          (values) =>
            values.length > 3
              ? `${values.length} of ${question.choices.length}`
              : values.join(', '),
          (former, fault) =>
            withFault(fault).chooseSeveral({
              ...question,
              back: this.#canGoBack,
              initial: former ?? question.initial,
            }),
        ),
      confirm: (message, initial, asked = {}) =>
        this.#answer(
          {
            ...asked,
            message,
            initial,
            changes: (given) =>
              asked.change === undefined ? [] : [{ label: asked.change, answer: !given }],
          },
          (value) => typeof value === 'boolean',
          (value) => (value ? 'yes' : 'no'),
          (former, fault) =>
            withFault(fault).confirm(message, former ?? initial, { back: this.#canGoBack }),
        ),
    };
  }
}
