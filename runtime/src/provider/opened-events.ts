import type { CallPolicy } from '../call/call.js';
import type { Event, Occurrence } from '../call/define/event.js';
import type { Events } from '../events/events.js';
import { log } from '../project/log.js';
import { type Project, projectOf, runInProject, runningProject } from '../project/project.js';
import type { ProviderParts, ProviderWebhooks } from './definition.js';
import type { EffectiveSettings } from './effective-settings.js';

/** The events of a provider in each project that uses them; their code is loaded then. */
export class OpenedEvents {
  readonly #opened = new Map<Project, Promise<Events>>();
  readonly #name: string;
  readonly #settings: EffectiveSettings;
  readonly #parts: { events: ReadonlyMap<string, Event>; policy: CallPolicy };

  constructor(
    name: string,
    settings: EffectiveSettings,
    parts: { events: ReadonlyMap<string, Event>; policy: CallPolicy },
  ) {
    this.#name = name;
    this.#settings = settings;
    this.#parts = parts;
  }

  /**
   * Starts to deliver what waits in a project.
   * @returns a function that returns the events; undefined for a provider without events
   */
  serve(project: Project | undefined): ProviderParts<never>['events'] {
    if (this.#parts.events.size === 0 || !project) return undefined;
    const opening = this.#open(project);
    opening.catch((error: unknown) => log('error', 'event', error, { provider: this.#name }));
    return () => opening;
  }

  /** Returns the webhooks of the API in a project; undefined for a provider without any. */
  webhooks(project: Project | undefined): ProviderWebhooks | undefined {
    const { events } = this.#parts;
    const paths = new Set([...events.values()].flatMap(({ webhook }) => webhook?.path ?? []));
    if (paths.size === 0 || !project) return undefined;
    const open = async () => {
      const { Webhooks } = await import('../events/webhooks.js');
      const parts = { ...this.#parts, provider: this.#name, project };
      return new Webhooks({ ...parts, opened: this.#open(project) });
    };
    let opening: ReturnType<typeof open> | undefined;
    return { paths: [...paths], open: () => (opening ??= open()) };
  }

  async emit(event: string, occurrences: readonly Occurrence<unknown>[]): Promise<void> {
    const project = this.#project();
    await runInProject(project, async () => (await this.#open(project)).emit(event, occurrences));
  }

  /** Returns the project of the running code, else the only one that serves the provider: a timer runs in none. */
  #project(): Project {
    const running = runningProject(this.#name);
    if (running) return running;
    const [only, another] = this.#opened.keys();
    if (another)
      throw new Error(
        `Provider "${this.#name}" is served in several projects. Call "emit" within a request.`,
      );
    return only ?? this.#settings.project ?? projectOf(this.#name);
  }

  #open(project: Project): Promise<Events> {
    const openedEvents = this.#opened.get(project);
    if (openedEvents) return openedEvents;
    const opening = import('../events/events.js').then(({ openEvents }) =>
      openEvents(this.#name, project, this.#parts),
    );
    this.#opened.set(project, opening);
    project.ending.add(async () => void this.#opened.delete(project));
    return opening;
  }
}
