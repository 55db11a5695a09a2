#pragma once

/// Marks a symbol as part of the public interface: everything else is hidden in the shared library.
#if defined(ENTENTE_STATIC)
#define ENTENTE_API
#else
#define ENTENTE_API __attribute__((visibility("default")))
#endif
