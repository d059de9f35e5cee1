// The languages that the editor knows; a language is added by its case.
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import type { Extension } from "@codemirror/state";
import type { LanguageName } from "./types";

export function language(name: LanguageName): Extension {
  switch (name) {
    case "json":
      return json();
    case "yaml":
      return yaml();
    case "text":
      return [];
  }
}
