// What the page and the editor say to each other. Offsets count UTF-16 code units.

/** One replaced range of the text as it was before: `from..to` became `insert`. */
export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** A problem in the text, with advice on its own line. */
export interface EditorDiagnostic {
  from: number;
  to: number;
  severity: "error" | "warning" | "info" | "hint";
  message: string;
  help?: string | undefined;
  /** What mends it, in words; the page does it. */
  fix?: string | undefined;
  /** Its place in the page's list, for the fix. */
  index?: number | undefined;
}

/** What may be written at a place; `from..to` is what a proposal takes the place of. */
export interface Proposals {
  from: number;
  to: number;
  items: { label: string; detail: string; info: string; insert: string; kind: string }[];
}

/** Words about a range of the text. */
export interface Words {
  from: number;
  to: number;
  title: string;
  text: string;
  detail: string;
}

export type Theme = "light" | "dark";

export type LanguageName = "json" | "yaml" | "text";

export interface EditorOptions {
  text: string;
  language?: LanguageName;
  theme?: Theme;
  readOnly?: boolean;
  /** What a screen reader calls the text field. */
  label?: string;
  /** The user changed the text: the ranges in ascending order, none overlapping, all offsets in the text before. */
  onChange?: (changes: TextChange[]) => void;
  /** The user moved the cursor or the selection. */
  onSelection?: (from: number, to: number) => void;
  /** What may be written at a place. */
  onComplete?: (at: number) => Proposals | undefined;
  /** What stands at a place. */
  onHover?: (at: number) => Words | undefined;
  /** The words of an expression: begin, end and kind of each. */
  onColour?: (text: string) => Uint32Array;
  /** The user wants a problem mended, by its place in the page's list. */
  onFix?: (index: number) => void;
  /** The user left the editor. */
  onBlur?: () => void;
  /** Whether line numbers, folds and problems have a gutter; a small editor does without. */
  gutters?: boolean;
  /** Whether undo is the editor's own business, until what is typed is taken over. */
  ownHistory?: boolean;
  /** The user asked to undo or redo: the document's business, not the editor's. */
  onUndo?: () => void;
  onRedo?: () => void;
}

/** What the page holds of a mounted editor. */
export interface EditorHandle {
  /** Makes the text equal to `text` by the smallest single replacement; cursor, folds and scrolling stay. */
  setText(text: string): void;
  /**
   * Applies changes that were made elsewhere; offsets are in the present text. Returns whether the text is now as long as it
   * should be; if not, the page sets it whole.
   */
  applyChanges(changes: TextChange[], length: number): boolean;
  getText(): string;
  setDiagnostics(diagnostics: EditorDiagnostic[]): void;
  /** Selects a range and scrolls it into view; does not take the focus. */
  reveal(from: number, to: number): void;
  /** Marks the lines of a range, and brings its beginning into view if none of it can be seen; nothing for an empty range. */
  setMark(from: number, to: number, show: boolean): void;
  setSelection(from: number, to: number): void;
  setTheme(theme: Theme): void;
  setLanguage(language: LanguageName): void;
  setReadOnly(readOnly: boolean): void;
  focus(): void;
  destroy(): void;
}
