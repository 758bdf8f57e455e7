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

/**
 * The settings of a provider that apply, and the project in which they do: those in its code, or
 * those of its entry in provider-config.yaml.
 */
export class EffectiveSettings {
  readonly #definition: Parameters<typeof providerInCode>[0];
  readonly #codeSettings: CodeSettings;
  readonly #isInCode: boolean;
  #codeProvider: CodeProvider | undefined;

  /**
   * @param isInCode whether the definition has settings; otherwise provider-config.yaml may have them
   * @throws StartError for a setting that is wrong
   */
  constructor(
    definition: Parameters<typeof providerInCode>[0],
    codeSettings: CodeSettings,
    isInCode: boolean,
  ) {
    this.#definition = definition;
    this.#codeSettings = codeSettings;
    this.#isInCode = isInCode;
    if (isInCode) this.#codeProvider = providerInCode(definition, codeSettings);
  }

  /**
   * Returns the provider in code; undefined if provider-config.yaml has its settings. The project of
   * that file can be opened after the definition, so each call decides anew.
   * @throws StartError if that file is missing
   */
  inCode(): CodeProvider | undefined {
    const { name } = this.#definition;
    if (!this.#isInCode && knownProjectOf(name)) return undefined;
    // An authentication without a base URL: that is in the file, and `projectOf` throws without one.
    if (!this.#isInCode && this.#codeSettings.auth) projectOf(name);
    return (this.#codeProvider ??= providerInCode(this.#definition, this.#codeSettings));
  }

  /** The project in which the provider's code runs; undefined for the only open one that has its name. */
  get project(): Project | undefined {
    const inCode = this.inCode();
    const { name } = this.#definition;
    const running = runningProject(name);
    if (!inCode || running?.config[name] === inCode.project.config[name]) return running;
    return isOnlyOpenProject(inCode.project) ? undefined : inCode.project;
  }

  /** Runs a task in the project of the provider. */
  runInProject<T>(task: () => T): T {
    const { project } = this;
    return project ? runInProject(project, task) : task();
  }

  /** Title and instructions in provider-config.yaml. */
  get texts(): { title?: string; instructions?: string } {
    const { name } = this.#definition;
    const entry = this.inCode()
      ? undefined
      : this.runInProject(() => knownProjectOf(name)?.config[name]);
    if (!entry) return {};
    const { name: title, description: instructions } = entry;
    return { title, ...(instructions !== undefined && { instructions }) };
  }

  get hasApi(): boolean {
    return this.inCode()
      ? this.#codeSettings.baseUrl !== undefined
      : (configOf(this.#definition.name).kind ?? 'api') === 'api';
  }

  /** Whether requests to the API have credentials. */
  get isProtected(): boolean {
    return !this.inCode() && configOf(this.#definition.name).auth !== 'none';
  }
}
