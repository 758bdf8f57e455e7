import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * Writes what failed or was warned of: `{ <project>: [{ where, message, isWarning }] }`; a file that cannot be imported has
 * the test "". Errors outside of all tests have the project "".
 */
export default class FailureReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const report = {};
    const add = (project, where, errors, isWarning) =>
      (report[project] ??= []).push(
        ...errors.map(({ message }) => ({
          where,
          message: stripVTControlCharacters(message),
          isWarning,
        })),
      );
    for (const module of modules) {
      const { name } = module.project;
      for (const suite of module.children.allSuites())
        add(name, suite.fullName, suite.errors(), false);
      for (const test of module.children.allTests()) {
        add(name, test.fullName, test.result().errors ?? [], false);
        add(name, test.fullName, test.annotations(), true);
      }
      add(name, '', module.errors(), false);
    }
    if (unhandledErrors.length > 0) add('', '', unhandledErrors, false);
    writeFileSync('report.json', JSON.stringify(report));
  }
}
