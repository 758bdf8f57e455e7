import { configOf } from '../project/config.js';
import {
  isOnlyOpenProject,
  knownProjectOf,
  type Project,
  projectOf,
  runInProject,
  runningProject,
} from '../project/project.js';
import { type CodeProvider, type CodeSettings, providerInCode } from './in-code.js';

/** Locates the settings of a provider, and the project in which it runs. */
export class ProviderOwner {
  readonly #definition: Parameters<typeof providerInCode>[0];
  readonly #settings: CodeSettings;
  readonly #isInCode: boolean;
  #code: CodeProvider | undefined;

  /**
   * @param isInCode whether the definition has settings; otherwise provider-config.yaml may have them
   * @throws StartError for a setting that is wrong
   */
  constructor(
    definition: Parameters<typeof providerInCode>[0],
    settings: CodeSettings,
    isInCode: boolean,
  ) {
    this.#definition = definition;
    this.#settings = settings;
    this.#isInCode = isInCode;
    if (isInCode) this.#code = providerInCode(definition, settings);
  }

  /**
   * The settings in code; undefined if provider-config.yaml has them. Its project can be opened
   * after the definition.
   * @throws StartError if that file is missing
   */
  get code(): CodeProvider | undefined {
    const { name } = this.#definition;
    if (!this.#isInCode && knownProjectOf(name)) return undefined;
    // An authentication without a base URL: that is in a file, which is missing.
    if (!this.#isInCode && this.#settings.auth) projectOf(name);
    return (this.#code ??= providerInCode(this.#definition, this.#settings));
  }

  /** The project in which the provider's code runs; undefined for the only open one that has its name. */
  get project(): Project | undefined {
    const { code } = this;
    const { name } = this.#definition;
    const running = runningProject(name);
    if (!code || running?.config[name] === code.project.config[name]) return running;
    return isOnlyOpenProject(code.project) ? undefined : code.project;
  }

  runInProject<T>(task: () => T): T {
    const { project } = this;
    return project ? runInProject(project, task) : task();
  }

  /** Title and instructions in provider-config.yaml. */
  get texts(): { title?: string; instructions?: string } {
    const { name } = this.#definition;
    const entry = this.code
      ? undefined
      : this.runInProject(() => knownProjectOf(name)?.config[name]);
    if (!entry) return {};
    const { name: title, description: instructions } = entry;
    return { title, ...(instructions !== undefined && { instructions }) };
  }

  get hasApi(): boolean {
    return this.code
      ? this.#settings.baseUrl !== undefined
      : (configOf(this.#definition.name).kind ?? 'api') === 'api';
  }

  /** Whether requests to the API have credentials. */
  get isProtected(): boolean {
    return !this.code && configOf(this.#definition.name).auth !== 'none';
  }
}
