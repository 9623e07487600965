// Memory that is slow to come by: each piece takes some eight hundred instructions more. Every class of
// questions and indexing become slower by this, each by another share, and no source of the engine has to
// know of it.

#include <cstdlib>
#include <new>

namespace {

constexpr int kTurns = 200;

void waste() {
  volatile int turns = kTurns;
  while (turns > 0) turns = turns - 1;
}

}  // namespace

void* operator new(std::size_t bytes) {
  waste();
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*bytes*/) noexcept { std::free(memory); }
