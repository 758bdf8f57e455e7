#!/usr/bin/env node
'use strict';

require('./require-node.cjs');
require('./start.cjs')('mcp-provider');
