import { z } from 'zod';

/** What the learner set for a rule of the linter: off, or how grave it is. */
export const ruleSettings = ['off', 'info', 'warning', 'error'] as const;
export type RuleSetting = (typeof ruleSettings)[number];

/** A host's name or address as it stands in a URL, without a port. */
export const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])$/;

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** Zoom of the whole window as a factor. */
  zoom: z.number().min(0.5).max(3),
  /** Sizes of panes in per cent, by the name of the split. */
  panes: z.record(z.string().max(64), z.array(z.number().min(0).max(100)).max(8)),
  /** Which engine builds; `auto` takes the first that answers. */
  engine: z.string().max(200),
  editorFontSize: z.number().int().min(8).max(40),
  /** Whether terminals keep their text readable for a screen reader. */
  screenReader: z.boolean(),
  /** Folders and archives that the learner opened besides the shipped courses. */
  courseFolders: z.array(z.string().max(4096)).max(64),
  /** What stands on certificates; asked for with the first one. */
  learnerName: z.string().max(200),
  /** Megabytes that the engine inside the app may keep before what was not used for longest goes. */
  engineStoreMegabytes: z.number().int().min(250).max(1_000_000),
  /** Hosts from which ADD may fetch in builds of the engine inside the app; lower case. */
  downloadHosts: z.array(z.string().regex(HOST)).max(64),
  /** Rules of the Dockerfile linter that are not as they come, by rule id. */
  rules: z.record(z.string().max(64), z.enum(ruleSettings)),
};

export const defaultSettings: Settings = {
  theme: 'system',
  zoom: 1,
  panes: {},
  engine: 'auto',
  editorFontSize: 14,
  screenReader: false,
  courseFolders: [],
  learnerName: '',
  engineStoreMegabytes: 2000,
  downloadHosts: [],
  rules: {},
};

/**
 * What the app remembers about how a person likes it. Not what they learned: that is the progress journal.
 * A field that is absent or damaged takes its default, so that any old or broken file still yields settings.
 */
export const settingsSchema = z.object({
  theme: fields.theme.catch('system'),
  zoom: fields.zoom.catch(1),
  panes: fields.panes.catch({}),
  engine: fields.engine.catch('auto'),
  editorFontSize: fields.editorFontSize.catch(14),
  screenReader: fields.screenReader.catch(false),
  courseFolders: fields.courseFolders.catch([]),
  learnerName: fields.learnerName.catch(''),
  engineStoreMegabytes: fields.engineStoreMegabytes.catch(2000),
  downloadHosts: fields.downloadHosts.catch([]),
  rules: fields.rules.catch({}),
});
export type Settings = z.infer<z.ZodObject<typeof fields>>;

/** A change of some settings; what is absent or undefined stays. */
export const settingsPatchSchema = z.strictObject(fields).partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
