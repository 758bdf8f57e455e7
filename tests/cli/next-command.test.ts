import { describe, expect, it } from 'vitest';
import { nextCommand } from '../../src/cli/next-command.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import { clientMissing } from '../../src/model/errors/client.js';
import { invalidTarget } from '../../src/model/errors/remote.js';
