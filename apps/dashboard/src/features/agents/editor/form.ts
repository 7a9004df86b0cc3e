import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from './faults-policy.ts';

export interface Form {
  faults: ReadonlyMap<string, Fault>;
  /** What the server said of fields, by the same paths. */
  refusals: ReadonlyMap<string, string>;
  /** Fields that nobody has filled in yet are marked too. */
  showsBlanks: boolean;
  isReadOnly: boolean;
}

/** What every field of the editor knows of the form around it. */
export const FormContext = createContext<Form>({
  faults: new Map(),
  refusals: new Map(),
  showsBlanks: false,
  isReadOnly: true,
});

export const useIsReadOnly = (): boolean => useContext(FormContext).isReadOnly;

/** What to tell of a field, by its path; to be asked for many fields of a list. */
export function useFaultAt(): (path: string) => string | undefined {
  const { t } = useTranslation();
  const { faults, refusals, showsBlanks } = useContext(FormContext);
  return (path) => {
    const fault = faults.get(path);
    if (fault === undefined) return refusals.get(path);
    if (fault.isBlank && !showsBlanks) return undefined;
    return t(`agents.faults.${fault.key}`, { limit: fault.limit });
  };
}

/** What a field is given: its fault, and whether it may be changed. */
export function useField(path: string): { error: string | undefined; readOnly: boolean } {
  return { error: useFaultAt()(path), readOnly: useIsReadOnly() };
}
