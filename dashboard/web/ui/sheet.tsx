// A modal side sheet on the platform's own dialog: focus, Escape and the inert page behind it come with it.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  /** `centre` for short questions, `side` for details. */
  readonly place?: 'side' | 'centre';
  readonly children: ComponentChildren;
}

export function Sheet({ title, onClose, place = 'side', children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class={`sheet ${place}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class="sheet-body">
        <div class="sheet-head">
          <h2 id={titleId} tabIndex={-1} autofocus>
            {title}
          </h2>
          <button type="button" class="icon-button" onClick={onClose}>
            <Icon name="close" />
            <span class="out-of-sight">Close</span>
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
