import { definitionTokens } from '../../remote/discovery.js';
import type { Build } from './builds.js';
import type { Forwarder } from './forward.js';
import { type ListedState, readLists } from './lists.js';
import type { TypeFault } from './types.js';

interface ProviderAccess {
  signIn: string;
  signInPage: string | undefined;
  url: string;
}

/** The state that the page shows above the tools. */
interface PageState {
  name: string;
  build: number;
  /** Milliseconds from the save to the served build. */
  ms?: number;
  failed?: string;
  /** Type errors; absent during the first check. */
  types?: TypeFault[];
  providers: Record<
    string,
    ListedState &
      ProviderAccess & {
        /** Number of tokens that a model reads of each tool, by the tool's name. */
        tokens: Record<string, number>;
      }
  >;
}

/** The content of the open pages; each change is published to them. */
export class DevPage {
  readonly state: PageState;

  constructor(
    name: string,
    private readonly publish: (state: PageState) => void,
  ) {
    this.state = { name, build: 0, providers: {} };
  }

  setFailed(problem: string): void {
    this.state.failed = problem;
    this.publish(this.state);
  }

  setServed({ number }: Build, ms: number): void {
    delete this.state.failed;
    Object.assign(this.state, { build: number, ms: Math.round(ms) });
    this.publish(this.state);
  }

  /** @returns whether there are type errors, or were some before */
  setTypes(faults: TypeFault[]): boolean {
    const previousCount = this.state.types?.length ?? 0;
    this.state.types = faults;
    this.publish(this.state);
    return faults.length + previousCount > 0;
  }

  /** Lists providers again, and notifies clients of differences. */
  async list(
    providers: readonly string[],
    forwarder: Forwarder,
    build: Build,
    accessOf: (provider: string) => ProviderAccess,
  ): Promise<void> {
    for (const name of providers) {
      const previous = this.state.providers[name];
      const { changed, ...lists } = await readLists(forwarder, build, name, previous);
      const tools = lists.tools as Parameters<typeof definitionTokens>[0][];
      const tokens = Object.fromEntries(tools.map((tool) => [tool.name, definitionTokens(tool)]));
      this.state.providers[name] = { ...lists, tokens, ...accessOf(name) };
      for (const list of changed) forwarder.streams.tell(name, list);
    }
    this.publish(this.state);
  }
}
