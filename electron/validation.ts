import { config } from 'zod';

// Zod would compile a function for each schema when it is first used: slower at a start, where most are used once, and
// generated code in a process that has none otherwise. Schemas read this when they are made, so this module is
// imported before every one of them.
config({ jitless: true });
