import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Writes what failed: `{ <project>: [{ test, message }] }`. */
export default class FailureReporter {
  onTestRunEnd(modules) {
    const report = {};
    for (const { project, children } of modules) {
      const failed = [...children.allSuites(), ...children.allTests('failed')];
      report[project.name] = failed.flatMap((task) => {
        const errors = task.type === 'suite' ? task.errors() : task.result().errors;
        const messages = errors.map(({ message }) => stripVTControlCharacters(message));
        return messages.map((message) => ({ test: task.fullName, message }));
      });
    }
    writeFileSync('report.json', JSON.stringify(report));
  }
}
